-- AlterTable
ALTER TABLE "exam_session" ADD COLUMN     "archived_at" TIMESTAMPTZ(3);
