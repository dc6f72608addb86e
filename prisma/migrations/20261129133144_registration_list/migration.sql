-- CreateIndex
CREATE INDEX "registration_list_idx" ON "registration"("exam_session_id", "id", "school_id", "teaching_point_id");

-- CreateIndex
CREATE INDEX "registration_status_list_idx" ON "registration"("exam_session_id", "status", "id", "school_id", "teaching_point_id");
