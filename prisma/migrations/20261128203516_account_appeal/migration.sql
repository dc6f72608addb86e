-- AlterEnum
ALTER TYPE "sms_purpose" ADD VALUE 'APPEAL';

-- AlterTable
ALTER TABLE "account" ALTER COLUMN "phone_encrypted" DROP NOT NULL,
ALTER COLUMN "phone_index" DROP NOT NULL;

-- CreateTable
CREATE TABLE "phone_appeal" (
    "id" UUID NOT NULL,
    "phone_encrypted" TEXT NOT NULL,
    "phone_index" TEXT NOT NULL,
    "name_encrypted" TEXT NOT NULL,
    "document_encrypted" TEXT NOT NULL,
    "statement_encrypted" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by_id" UUID,
    "account_id" UUID,
    "reason" TEXT,
    "former_phone_encrypted" TEXT,
    "sms_sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "phone_appeal_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "phone_appeal_decided_at_created_at_idx" ON "phone_appeal"("decided_at", "created_at");

-- CreateIndex
CREATE INDEX "phone_appeal_phone_index_created_at_idx" ON "phone_appeal"("phone_index", "created_at");

-- CreateIndex
CREATE INDEX "phone_appeal_account_id_idx" ON "phone_appeal"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "phone_appeal_open_key" ON "phone_appeal"("phone_index") WHERE (decided_at IS NULL);

-- AddForeignKey
ALTER TABLE "phone_appeal" ADD CONSTRAINT "phone_appeal_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "phone_appeal" ADD CONSTRAINT "phone_appeal_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;
