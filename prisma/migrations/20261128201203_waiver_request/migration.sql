-- CreateTable
CREATE TABLE "waiver_request" (
    "id" UUID NOT NULL,
    "registration_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "waived_fen" INTEGER NOT NULL,
    "staff_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "needs_second" BOOLEAN NOT NULL,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "confirmed" BOOLEAN,

    CONSTRAINT "waiver_request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "waiver_request_staff_id_created_at_idx" ON "waiver_request"("staff_id", "created_at");

-- CreateIndex
CREATE INDEX "waiver_request_created_at_idx" ON "waiver_request"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "waiver_request_waiting_key" ON "waiver_request"("registration_id") WHERE (needs_second AND confirmed IS NULL);

-- CreateIndex
CREATE INDEX "refund_request_staff_id_created_at_idx" ON "refund_request"("staff_id", "created_at");

-- AddForeignKey
ALTER TABLE "waiver_request" ADD CONSTRAINT "waiver_request_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "waiver_request" ADD CONSTRAINT "waiver_request_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "waiver_request" ADD CONSTRAINT "waiver_request_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What was waived so far, by one person each, stands in the list of waivers as well.
INSERT INTO "waiver_request" ("id", "registration_id", "reason", "waived_fen", "staff_id", "created_at", "needs_second")
SELECT "id", "registration_id", coalesce("reason", ''), "waived_fen", "staff_id", "created_at", false
FROM "ledger_entry" WHERE "kind" = 'WAIVER' AND "registration_id" IS NOT NULL AND "staff_id" IS NOT NULL;
