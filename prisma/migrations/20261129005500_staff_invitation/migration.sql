-- AlterEnum
ALTER TYPE "sms_purpose" ADD VALUE 'STAFF_PASSWORD';

-- AlterTable
ALTER TABLE "staff" ADD COLUMN     "invited_until" TIMESTAMPTZ(3),
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 0,
ALTER COLUMN "password_hash" DROP NOT NULL;
