-- DropIndex
DROP INDEX "payment_order_status_queried_at_idx";

-- AlterTable
ALTER TABLE "payment_order" ADD COLUMN     "leased_until" TIMESTAMPTZ(3),
ADD COLUMN     "next_query_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- CreateIndex
CREATE INDEX "payment_order_due_idx" ON "payment_order"("next_query_at") WHERE (status = ANY (ARRAY['CREATING'::payment_order_status, 'OPEN'::payment_order_status]));

-- CreateIndex
CREATE INDEX "payment_order_registration_id_idx" ON "payment_order"("registration_id");
