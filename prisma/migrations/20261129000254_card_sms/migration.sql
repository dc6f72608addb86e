-- CreateTable
CREATE TABLE "card_sms" (
    "registration_id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "card_sms_pkey" PRIMARY KEY ("registration_id")
);

-- AddForeignKey
ALTER TABLE "card_sms" ADD CONSTRAINT "card_sms_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
