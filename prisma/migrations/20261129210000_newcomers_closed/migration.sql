-- AlterTable
ALTER TABLE "exam_session" ADD COLUMN     "newcomers_closed_at" TIMESTAMPTZ(3);
