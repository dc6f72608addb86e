-- AlterTable
ALTER TABLE "staff" ADD COLUMN     "invitation_hash" TEXT,
ADD COLUMN     "invitation_sent_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE UNIQUE INDEX "staff_invitation_hash_key" ON "staff"("invitation_hash");
