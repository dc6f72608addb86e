-- AlterTable
ALTER TABLE "staff" ADD COLUMN "password_set_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "former_password" (
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "password_hash" TEXT NOT NULL,
    "replaced_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "former_password_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "former_password_staff_id_replaced_at_idx" ON "former_password"("staff_id", "replaced_at");

-- AddForeignKey
ALTER TABLE "former_password" ADD CONSTRAINT "former_password_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;
