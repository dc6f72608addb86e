-- AlterTable
ALTER TABLE "sms_code" ADD COLUMN     "address_index" TEXT,
ADD COLUMN     "browser_index" TEXT;
