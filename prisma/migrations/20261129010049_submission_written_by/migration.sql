-- AlterTable
ALTER TABLE "submission" ADD COLUMN     "written_by_id" UUID;

-- AddForeignKey
ALTER TABLE "submission" ADD CONSTRAINT "submission_written_by_id_fkey" FOREIGN KEY ("written_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;
