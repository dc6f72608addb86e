-- CreateTable
CREATE TABLE "list_setting" (
    "staff_id" UUID NOT NULL,
    "list" TEXT NOT NULL,
    "columns" TEXT[],
    "page_size" INTEGER NOT NULL,
    "standard" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "list_setting_pkey" PRIMARY KEY ("staff_id","list")
);

-- CreateTable
CREATE TABLE "saved_view" (
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "list" TEXT NOT NULL,
    "name" VARCHAR(20) NOT NULL,
    "query" TEXT NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "saved_view_staff_id_list_name_key" ON "saved_view"("staff_id", "list", "name");

-- CreateIndex
CREATE INDEX "payment_order_amount_fen_id_idx" ON "payment_order"("amount_fen", "id");

-- AddForeignKey
ALTER TABLE "list_setting" ADD CONSTRAINT "list_setting_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;
