-- AlterTable
ALTER TABLE "language" ADD COLUMN     "exam_ends_at" TIMESTAMPTZ(3),
ADD COLUMN     "exam_starts_at" TIMESTAMPTZ(3);

-- Both or neither, and no exam ends before it begins.
ALTER TABLE "language" ADD CONSTRAINT "language_exam_time" CHECK (
  ("exam_starts_at" IS NULL) = ("exam_ends_at" IS NULL) AND ("exam_starts_at" IS NULL OR "exam_starts_at" < "exam_ends_at")
);
