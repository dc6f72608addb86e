-- AlterTable
ALTER TABLE "account" ADD COLUMN     "phone_end_index" TEXT;

-- CreateIndex
CREATE INDEX "account_phone_end_index_idx" ON "account"("phone_end_index");

-- CreateIndex
CREATE INDEX "registration_student_number_idx" ON "registration"("student_number");
