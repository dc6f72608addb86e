-- CreateTable
CREATE TABLE "correction" (
    "id" UUID NOT NULL,
    "registration_id" UUID NOT NULL,
    "content_encrypted" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "staff_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "needs_second" BOOLEAN NOT NULL,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "confirmed" BOOLEAN,
    "decision_reason" TEXT,
    "applied_at" TIMESTAMPTZ(3),
    "sms_sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "correction_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "correction_registration_id_created_at_idx" ON "correction"("registration_id", "created_at");

-- CreateIndex
CREATE INDEX "correction_created_at_idx" ON "correction"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "correction_waiting_key" ON "correction"("registration_id") WHERE (needs_second AND decided_at IS NULL);

-- AddForeignKey
ALTER TABLE "correction" ADD CONSTRAINT "correction_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "correction" ADD CONSTRAINT "correction_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "correction" ADD CONSTRAINT "correction_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Two persons are two, and nothing is written that waits or was turned down.
ALTER TABLE "correction" ADD CONSTRAINT "correction_second_person" CHECK (confirmed IS NOT TRUE OR decided_by_id <> staff_id);
ALTER TABLE "correction" ADD CONSTRAINT "correction_applied" CHECK (applied_at IS NULL OR NOT needs_second OR confirmed);
ALTER TABLE "correction" ADD CONSTRAINT "correction_decided" CHECK ((decided_at IS NULL) = (confirmed IS NULL));
