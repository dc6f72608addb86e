-- AlterTable
ALTER TABLE "sms_message" ADD COLUMN     "campaign_id" UUID;

-- CreateTable
CREATE TABLE "sms_campaign" (
    "id" UUID NOT NULL,
    "exam_session_id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "template" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "filter" JSONB NOT NULL,
    "recipients" INTEGER NOT NULL,
    "cost_fen" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "stopped_at" TIMESTAMPTZ(3),

    CONSTRAINT "sms_campaign_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "sms_campaign_exam_session_id_created_at_idx" ON "sms_campaign"("exam_session_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "sms_message_campaign_id_state_idx" ON "sms_message"("campaign_id", "state");

-- AddForeignKey
ALTER TABLE "sms_message" ADD CONSTRAINT "sms_message_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "sms_campaign"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sms_campaign" ADD CONSTRAINT "sms_campaign_exam_session_id_fkey" FOREIGN KEY ("exam_session_id") REFERENCES "exam_session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sms_campaign" ADD CONSTRAINT "sms_campaign_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
