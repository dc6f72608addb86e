-- AlterTable
ALTER TABLE "sms_message" ADD COLUMN     "sending" INTEGER NOT NULL DEFAULT 0;
