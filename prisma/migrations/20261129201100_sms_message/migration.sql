-- CreateEnum
CREATE TYPE "sms_state" AS ENUM ('WAITING', 'SENDING', 'SENT', 'DELIVERED', 'FAILED', 'UNKNOWN', 'DROPPED');

-- CreateEnum
CREATE TYPE "sms_rule" AS ENUM ('REGISTRATION_48', 'REGISTRATION_6', 'RESUBMIT_48', 'RESUBMIT_6', 'PAYMENT_48', 'PAYMENT_6', 'EXAM_TOMORROW', 'REVIEW_RESULT', 'CARD_PUBLISHED');

-- Messages that wait, failed or are unknown stand beside those that were sent: the table of the sent ones becomes that
-- of all.
ALTER TABLE "sent_message" RENAME TO "sms_message";
ALTER TABLE "sms_message" RENAME CONSTRAINT "sent_message_pkey" TO "sms_message_pkey";
ALTER TABLE "sms_message" RENAME CONSTRAINT "sent_message_account_id_fkey" TO "sms_message_account_id_fkey";
ALTER INDEX "sent_message_account_id_sent_at_idx" RENAME TO "sms_message_account_id_sent_at_idx";
ALTER TABLE "sms_message"
  ADD COLUMN "state" "sms_state" NOT NULL DEFAULT 'WAITING',
  ADD COLUMN "template" TEXT,
  ADD COLUMN "params" JSONB NOT NULL DEFAULT '{}',
  ADD COLUMN "key" TEXT,
  ADD COLUMN "due_at" TIMESTAMPTZ(3),
  ADD COLUMN "expires_at" TIMESTAMPTZ(3),
  ADD COLUMN "attempts" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "tried_at" TIMESTAMPTZ(3),
  ADD COLUMN "provider" TEXT,
  ADD COLUMN "provider_id" TEXT,
  ADD COLUMN "failure" TEXT,
  ADD COLUMN "created_at" TIMESTAMPTZ(3),
  ALTER COLUMN "phone_masked" DROP NOT NULL,
  ALTER COLUMN "sent_at" DROP NOT NULL;
UPDATE "sms_message" SET "state" = 'SENT', "attempts" = 1, "due_at" = "sent_at", "created_at" = "sent_at";
ALTER TABLE "sms_message" ALTER COLUMN "due_at" SET NOT NULL, ALTER COLUMN "created_at" SET NOT NULL;
ALTER TABLE "sms_message" ADD CONSTRAINT "sms_message_sent_is_known" CHECK (
  "state" NOT IN ('SENT', 'DELIVERED') OR ("sent_at" IS NOT NULL AND "phone_masked" IS NOT NULL));
ALTER TABLE "sms_message" ADD CONSTRAINT "sms_message_waiting_can_be_sent" CHECK (
  "state" NOT IN ('WAITING', 'SENDING') OR "template" IS NOT NULL);

-- CreateTable
CREATE TABLE "muted_sms" (
    "exam_session_id" UUID NOT NULL,
    "rule" "sms_rule" NOT NULL,

    CONSTRAINT "muted_sms_pkey" PRIMARY KEY ("exam_session_id","rule")
);

-- CreateIndex
CREATE UNIQUE INDEX "sms_message_key_key" ON "sms_message"("key");

-- CreateIndex
CREATE INDEX "sms_message_open_idx" ON "sms_message"("state", "due_at", "id") WHERE (state = ANY (ARRAY['WAITING'::sms_state, 'SENDING'::sms_state, 'UNKNOWN'::sms_state]));

-- CreateIndex
CREATE INDEX "sms_message_provider_id_idx" ON "sms_message"("provider_id");

-- AddForeignKey
ALTER TABLE "muted_sms" ADD CONSTRAINT "muted_sms_exam_session_id_fkey" FOREIGN KEY ("exam_session_id") REFERENCES "exam_session"("id") ON DELETE CASCADE ON UPDATE CASCADE;
