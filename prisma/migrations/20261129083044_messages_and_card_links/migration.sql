-- AlterTable
ALTER TABLE "admit_card" ADD COLUMN     "picture_file_id" UUID;

-- CreateTable
CREATE TABLE "sent_message" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "phone_masked" TEXT NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sent_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "card_link" (
    "registration_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "card_link_pkey" PRIMARY KEY ("registration_id")
);

-- CreateIndex
CREATE INDEX "sent_message_account_id_sent_at_idx" ON "sent_message"("account_id", "sent_at");

-- CreateIndex
CREATE UNIQUE INDEX "card_link_token_hash_key" ON "card_link"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "admit_card_picture_file_id_key" ON "admit_card"("picture_file_id");

-- AddForeignKey
ALTER TABLE "sent_message" ADD CONSTRAINT "sent_message_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "admit_card" ADD CONSTRAINT "admit_card_picture_file_id_fkey" FOREIGN KEY ("picture_file_id") REFERENCES "stored_file"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "card_link" ADD CONSTRAINT "card_link_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE CASCADE ON UPDATE CASCADE;
