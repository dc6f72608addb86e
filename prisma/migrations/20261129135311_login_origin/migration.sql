-- AlterTable
ALTER TABLE "login_session" ADD COLUMN     "device" TEXT,
ADD COLUMN     "network" TEXT;
