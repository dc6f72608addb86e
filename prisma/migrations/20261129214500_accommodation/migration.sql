-- CreateEnum
CREATE TYPE "accommodation_state" AS ENUM ('ASKED', 'MORE_PROOF', 'GRANTED', 'REFUSED', 'WITHDRAWN');

-- AlterEnum
ALTER TYPE "file_kind" ADD VALUE 'ACCOMMODATION_PROOF';

-- CreateTable
CREATE TABLE "accommodation" (
    "registration_id" UUID NOT NULL,
    "state" "accommodation_state" NOT NULL DEFAULT 'ASKED',
    "version" INTEGER NOT NULL DEFAULT 1,
    "content_index" TEXT NOT NULL DEFAULT '',
    "asked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "accommodation_pkey" PRIMARY KEY ("registration_id")
);

-- CreateTable
CREATE TABLE "accommodation_decision" (
    "id" UUID NOT NULL,
    "registration_id" UUID NOT NULL,
    "outcome" "accommodation_state" NOT NULL,
    "previous" "accommodation_state" NOT NULL,
    "version" INTEGER NOT NULL,
    "content_encrypted" TEXT NOT NULL,
    "staff_id" UUID NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "undone_at" TIMESTAMPTZ(3),
    "sms_started_at" TIMESTAMPTZ(3),
    "sms_sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "accommodation_decision_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "accommodation_state_asked_at_registration_id_idx" ON "accommodation"("state", "asked_at", "registration_id");

-- CreateIndex
CREATE UNIQUE INDEX "accommodation_decision_registration_id_version_key" ON "accommodation_decision"("registration_id", "version");

-- AddForeignKey
ALTER TABLE "accommodation" ADD CONSTRAINT "accommodation_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accommodation_decision" ADD CONSTRAINT "accommodation_decision_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "accommodation"("registration_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accommodation_decision" ADD CONSTRAINT "accommodation_decision_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What is granted or refused is a decision; an undone one was not told.
ALTER TABLE "accommodation" ADD CONSTRAINT "accommodation_version_positive" CHECK ("version" > 0);
ALTER TABLE "accommodation_decision" ADD CONSTRAINT "accommodation_decision_outcome" CHECK ("outcome" IN ('GRANTED', 'REFUSED', 'MORE_PROOF'));
ALTER TABLE "accommodation_decision" ADD CONSTRAINT "accommodation_decision_undone_or_told" CHECK ("undone_at" IS NULL OR "sms_started_at" IS NULL);

-- Requests that were handed in before wait for a decision.
INSERT INTO "accommodation" ("registration_id", "asked_at")
SELECT "id", coalesce("submitted_at", "updated_at") FROM "registration"
WHERE "status" <> 'DRAFT' AND coalesce("accommodation_encrypted", "accommodation") IS NOT NULL;
