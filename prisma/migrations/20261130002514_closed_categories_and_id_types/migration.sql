-- AlterTable
ALTER TABLE "exam_session" ADD COLUMN     "closed_categories" "candidate_category"[] DEFAULT ARRAY[]::"candidate_category"[],
ADD COLUMN     "closed_id_types" "id_type"[] DEFAULT ARRAY[]::"id_type"[];

-- Only what an exam session has can be closed to newcomers.
ALTER TABLE "exam_session" ADD CONSTRAINT "exam_session_closed_categories_are_categories" CHECK ("closed_categories" <@ "categories");
ALTER TABLE "exam_session" ADD CONSTRAINT "exam_session_closed_id_types_are_id_types" CHECK ("closed_id_types" <@ "id_types");
