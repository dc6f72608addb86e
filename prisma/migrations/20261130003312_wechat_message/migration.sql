-- CreateTable
CREATE TABLE "wechat_message" (
    "id" UUID NOT NULL,
    "sms_id" UUID NOT NULL,
    "state" "sms_state" NOT NULL DEFAULT 'WAITING',
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "sending" INTEGER NOT NULL DEFAULT 0,
    "tried_at" TIMESTAMPTZ(3),
    "asked_at" TIMESTAMPTZ(3),
    "failure" TEXT,
    "sent_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "wechat_message_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "wechat_message_sms_id_key" ON "wechat_message"("sms_id");

-- CreateIndex
CREATE INDEX "wechat_message_open_idx" ON "wechat_message"("state", "due_at", "id") WHERE (state = ANY (ARRAY['WAITING'::sms_state, 'SENDING'::sms_state]));

-- AddForeignKey
ALTER TABLE "wechat_message" ADD CONSTRAINT "wechat_message_sms_id_fkey" FOREIGN KEY ("sms_id") REFERENCES "sms_message"("id") ON DELETE CASCADE ON UPDATE CASCADE;
