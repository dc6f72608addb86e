-- AlterTable
ALTER TABLE "exam_session" ADD COLUMN     "closed_levels" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "language" ADD COLUMN     "closed" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "school" ADD COLUMN     "closed" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "teaching_point" ADD COLUMN     "closed" BOOLEAN NOT NULL DEFAULT false;

-- A level that nobody offers cannot be closed.
ALTER TABLE "exam_session" ADD CONSTRAINT "exam_session_closed_levels_are_levels" CHECK ("closed_levels" <@ "levels");
