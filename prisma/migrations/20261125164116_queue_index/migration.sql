-- DropIndex
DROP INDEX "registration_exam_session_id_status_submitted_at_id_idx";

-- CreateIndex
CREATE INDEX "registration_queue_idx" ON "registration"("exam_session_id", "status", "submitted_at", "id", "school_id", "teaching_point_id");

-- CreateIndex
CREATE INDEX "registration_count_idx" ON "registration"("exam_session_id", "status", "school_id", "teaching_point_id");
