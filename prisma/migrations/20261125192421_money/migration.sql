-- CreateEnum
CREATE TYPE "ledger_kind" AS ENUM ('CHARGE', 'REFUND', 'WAIVER', 'CORRECTION');

-- CreateEnum
CREATE TYPE "refund_cause" AS ENUM ('SURPLUS', 'STAFF', 'EXAM_CANCELLED', 'EXCEPTION');

-- CreateEnum
CREATE TYPE "refund_status" AS ENUM ('AWAITING', 'PENDING', 'PROCESSING', 'SUCCEEDED', 'ABNORMAL', 'CLOSED', 'REJECTED');

-- CreateEnum
CREATE TYPE "exception_resolution" AS ENUM ('RECORDED', 'REFUNDED', 'RETRIED', 'CORRECTED', 'EXPLAINED');

-- CreateEnum
CREATE TYPE "trade_bill_state" AS ENUM ('WAITING', 'COMPARED', 'EMPTY');

-- AlterTable
ALTER TABLE "exam_session" ADD COLUMN     "payer_identity" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "refund_limit_fen" INTEGER NOT NULL DEFAULT 20000;

-- AlterTable
ALTER TABLE "payment_order" RENAME COLUMN "code_url" TO "prepay";
ALTER TABLE "payment_order" RENAME COLUMN "code_url_at" TO "prepay_at";
ALTER TABLE "payment_order" ADD COLUMN     "payer_encrypted" TEXT;

-- AlterTable
ALTER TABLE "payment_exception" ADD COLUMN     "bill_date" DATE,
ADD COLUMN     "expected_fen" INTEGER,
ADD COLUMN     "happened_at" TIMESTAMPTZ(3),
ADD COLUMN     "note" TEXT,
ADD COLUMN     "reference" TEXT,
ADD COLUMN     "refund_id" UUID,
ADD COLUMN     "resolution" "exception_resolution",
ADD COLUMN     "resolved_by_id" UUID,
ALTER COLUMN "out_trade_no" DROP NOT NULL,
ALTER COLUMN "transaction_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "ledger_entry" (
    "id" UUID NOT NULL,
    "kind" "ledger_kind" NOT NULL,
    "registration_id" UUID,
    "order_id" UUID,
    "refund_id" UUID,
    "out_trade_no" TEXT,
    "transaction_id" TEXT,
    "amount_fen" INTEGER NOT NULL,
    "waived_fen" INTEGER NOT NULL DEFAULT 0,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "staff_id" UUID,
    "reason" TEXT,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refund_request" (
    "id" UUID NOT NULL,
    "exam_session_id" UUID,
    "cause" "refund_cause" NOT NULL,
    "reason" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "total_fen" INTEGER NOT NULL,
    "staff_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "needs_second" BOOLEAN NOT NULL,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "confirmed" BOOLEAN,

    CONSTRAINT "refund_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refund" (
    "id" UUID NOT NULL,
    "charge_id" UUID NOT NULL,
    "request_id" UUID,
    "out_refund_no" VARCHAR(64) NOT NULL,
    "wechat_id" TEXT,
    "cause" "refund_cause" NOT NULL,
    "status" "refund_status" NOT NULL,
    "amount_fen" INTEGER NOT NULL,
    "reason" VARCHAR(80) NOT NULL,
    "cancels" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failure_code" TEXT,
    "next_try_at" TIMESTAMPTZ(3) NOT NULL,
    "leased_until" TIMESTAMPTZ(3),
    "success_time" TIMESTAMPTZ(3),
    "bill_date" DATE,
    "sms_sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "refund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_event" (
    "id" UUID NOT NULL,
    "order_id" UUID,
    "refund_id" UUID,
    "kind" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "times" INTEGER NOT NULL DEFAULT 1,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "detail" JSONB,

    CONSTRAINT "payment_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trade_bill" (
    "bill_date" DATE NOT NULL,
    "state" "trade_bill_state" NOT NULL DEFAULT 'WAITING',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "next_try_at" TIMESTAMPTZ(3) NOT NULL,
    "hash" TEXT,
    "compared_at" TIMESTAMPTZ(3),
    "payments" INTEGER NOT NULL DEFAULT 0,
    "paid_fen" INTEGER NOT NULL DEFAULT 0,
    "refunds" INTEGER NOT NULL DEFAULT 0,
    "refunded_fen" INTEGER NOT NULL DEFAULT 0,
    "differences" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "trade_bill_pkey" PRIMARY KEY ("bill_date")
);

-- CreateTable
CREATE TABLE "payment_alert" (
    "kind" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "detail" TEXT,
    "seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "payment_alert_pkey" PRIMARY KEY ("kind")
);

-- CreateIndex
CREATE INDEX "ledger_entry_at_idx" ON "ledger_entry"("at");

-- CreateIndex
CREATE INDEX "ledger_entry_registration_id_idx" ON "ledger_entry"("registration_id");

-- CreateIndex
CREATE INDEX "ledger_entry_order_id_idx" ON "ledger_entry"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_charge_key" ON "ledger_entry"("transaction_id") WHERE (kind = 'CHARGE'::ledger_kind);

-- CreateIndex
CREATE UNIQUE INDEX "ledger_refund_key" ON "ledger_entry"("refund_id") WHERE (kind = 'REFUND'::ledger_kind);

-- CreateIndex
CREATE UNIQUE INDEX "ledger_waiver_key" ON "ledger_entry"("registration_id") WHERE (kind = 'WAIVER'::ledger_kind);

-- CreateIndex
CREATE INDEX "refund_request_created_at_idx" ON "refund_request"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "refund_out_refund_no_key" ON "refund"("out_refund_no");

-- CreateIndex
CREATE INDEX "refund_due_idx" ON "refund"("next_try_at") WHERE (status = ANY (ARRAY['PENDING'::refund_status, 'PROCESSING'::refund_status]));

-- CreateIndex
CREATE INDEX "refund_charge_id_idx" ON "refund"("charge_id");

-- CreateIndex
CREATE INDEX "refund_request_id_idx" ON "refund"("request_id");

-- CreateIndex
CREATE UNIQUE INDEX "refund_surplus_key" ON "refund"("charge_id") WHERE (cause = 'SURPLUS'::refund_cause);

-- Everything that was ever paid stands in the ledger.
INSERT INTO "ledger_entry" ("id", "kind", "registration_id", "order_id", "out_trade_no", "transaction_id", "amount_fen", "at", "created_at")
SELECT gen_random_uuid(), 'CHARGE', "registration_id", "id", "out_trade_no", "transaction_id", "amount_fen", "success_time", "success_time"
FROM "payment_order" WHERE "transaction_id" IS NOT NULL;

-- What was owed back and waited for a person is now sent back by itself: the case becomes a refund.
INSERT INTO "refund" ("id", "charge_id", "out_refund_no", "cause", "status", "amount_fen", "reason", "created_at", "next_try_at")
SELECT gen_random_uuid(), c."id", 'R' || c."out_trade_no", 'SURPLUS', 'PENDING', c."amount_fen", '多缴或逾期缴费退款', now(), now()
FROM "ledger_entry" c JOIN "payment_order" o ON o."id" = c."order_id" WHERE o."status" = 'SURPLUS';
DELETE FROM "payment_exception" WHERE "kind" = 'SURPLUS';

UPDATE "payment_exception" SET "reference" = "transaction_id";
ALTER TABLE "payment_exception" ALTER COLUMN "reference" SET NOT NULL;

-- The value SURPLUS goes.
CREATE TYPE "payment_exception_kind_new" AS ENUM ('AMOUNT_MISMATCH', 'MERCHANT_MISMATCH', 'UNKNOWN_ORDER', 'BILL_UNKNOWN_PAYMENT', 'BILL_MISSING_PAYMENT', 'BILL_PAYMENT_DIFFERS', 'BILL_UNKNOWN_REFUND', 'BILL_MISSING_REFUND', 'BILL_REFUND_DIFFERS', 'REFUND_ABNORMAL', 'REFUND_CLOSED');
ALTER TABLE "payment_exception" ALTER COLUMN "kind" TYPE "payment_exception_kind_new" USING ("kind"::text::"payment_exception_kind_new");
DROP TYPE "payment_exception_kind";
ALTER TYPE "payment_exception_kind_new" RENAME TO "payment_exception_kind";

CREATE TRIGGER "ledger_entry_append_only" BEFORE UPDATE OR DELETE ON "ledger_entry" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

-- CreateIndex
CREATE INDEX "payment_event_order_id_id_idx" ON "payment_event"("order_id", "id");

-- CreateIndex
CREATE INDEX "payment_event_refund_id_id_idx" ON "payment_event"("refund_id", "id");

-- CreateIndex
CREATE INDEX "payment_exception_open_idx" ON "payment_exception"("created_at") WHERE (resolved_at IS NULL);

-- CreateIndex
CREATE INDEX "payment_exception_order_id_idx" ON "payment_exception"("order_id");

-- CreateIndex
CREATE INDEX "payment_exception_refund_id_idx" ON "payment_exception"("refund_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_exception_kind_reference_key" ON "payment_exception"("kind", "reference");

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "payment_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund_request" ADD CONSTRAINT "refund_request_exam_session_id_fkey" FOREIGN KEY ("exam_session_id") REFERENCES "exam_session"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund_request" ADD CONSTRAINT "refund_request_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund_request" ADD CONSTRAINT "refund_request_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_charge_id_fkey" FOREIGN KEY ("charge_id") REFERENCES "ledger_entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "refund_request"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_event" ADD CONSTRAINT "payment_event_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "payment_order"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_event" ADD CONSTRAINT "payment_event_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refund"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_exception" ADD CONSTRAINT "payment_exception_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refund"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_exception" ADD CONSTRAINT "payment_exception_resolved_by_id_fkey" FOREIGN KEY ("resolved_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;
