-- AlterTable
ALTER TABLE "login_session" ADD COLUMN     "by_sso" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "staff" ADD COLUMN     "sso_account" TEXT,
ADD COLUMN     "sso_index" TEXT,
ADD COLUMN     "sso_since" TIMESTAMPTZ(3);

-- CreateIndex
CREATE UNIQUE INDEX "staff_sso_index_key" ON "staff"("sso_index");
