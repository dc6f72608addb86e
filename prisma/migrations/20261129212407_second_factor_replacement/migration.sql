-- AlterTable
ALTER TABLE "login_session" ADD COLUMN     "totp_setup_at" TIMESTAMPTZ(3);
