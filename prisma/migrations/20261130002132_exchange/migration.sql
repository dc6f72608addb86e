-- CreateEnum
CREATE TYPE "exchange_state" AS ENUM ('OPEN', 'HANDED_IN', 'ACCEPTED', 'REFUSED', 'WITHDRAWN', 'EXPIRED');

-- AlterTable
ALTER TABLE "evidence_file" ADD COLUMN     "exchange_id" UUID,
ADD COLUMN     "perceptual_hash" BIT(256);

-- CreateTable
CREATE TABLE "exchange" (
    "id" UUID NOT NULL,
    "registration_id" UUID NOT NULL,
    "item" "file_kind" NOT NULL,
    "state" "exchange_state" NOT NULL DEFAULT 'OPEN',
    "version" INTEGER NOT NULL DEFAULT 1,
    "reason" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "staff_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "decision_reason" TEXT,

    CONSTRAINT "exchange_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "exchange_registration_id_created_at_idx" ON "exchange"("registration_id", "created_at");

-- CreateIndex
CREATE INDEX "exchange_state_created_at_idx" ON "exchange"("state", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "exchange_open_key" ON "exchange"("registration_id", "item") WHERE (state = ANY (ARRAY['OPEN'::exchange_state, 'HANDED_IN'::exchange_state]));

-- CreateIndex
CREATE INDEX "evidence_file_exchange_id_idx" ON "evidence_file"("exchange_id");

-- AddForeignKey
ALTER TABLE "exchange" ADD CONSTRAINT "exchange_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exchange" ADD CONSTRAINT "exchange_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exchange" ADD CONSTRAINT "exchange_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_file" ADD CONSTRAINT "evidence_file_exchange_id_fkey" FOREIGN KEY ("exchange_id") REFERENCES "exchange"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "evidence_file" DROP CONSTRAINT "evidence_file_one_subject";
ALTER TABLE "evidence_file" ADD CONSTRAINT "evidence_file_one_subject"
    CHECK (num_nonnulls("correction_request_id", "phone_appeal_id", "correction_id", "exchange_id") = 1);
ALTER TABLE "exchange" ADD CONSTRAINT "exchange_decided"
    CHECK ((decided_at IS NULL) = (state IN ('OPEN', 'HANDED_IN', 'EXPIRED')));
