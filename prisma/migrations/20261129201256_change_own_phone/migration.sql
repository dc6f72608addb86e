-- AlterEnum
ALTER TYPE "sms_purpose" ADD VALUE 'CHANGE_PHONE';

-- CreateTable
CREATE TABLE "phone_change" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "former_phone_encrypted" TEXT,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "sms_sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "phone_change_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "phone_change_account_id_idx" ON "phone_change"("account_id");

-- AddForeignKey
ALTER TABLE "phone_change" ADD CONSTRAINT "phone_change_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
