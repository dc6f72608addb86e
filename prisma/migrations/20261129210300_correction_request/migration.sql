-- CreateTable
CREATE TABLE "correction_request" (
    "id" UUID NOT NULL,
    "number" VARCHAR(12) NOT NULL,
    "registration_id" UUID NOT NULL,
    "item" TEXT NOT NULL,
    "wanted_encrypted" TEXT NOT NULL,
    "statement_encrypted" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "answered_by_id" UUID,
    "answer" TEXT,
    "corrected" BOOLEAN,
    "sms_sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "correction_request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "correction_request_number_key" ON "correction_request"("number");

-- CreateIndex
CREATE INDEX "correction_request_answered_at_created_at_idx" ON "correction_request"("answered_at", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "correction_request_open_key" ON "correction_request"("registration_id", "item") WHERE (answered_at IS NULL);

-- AddForeignKey
ALTER TABLE "correction_request" ADD CONSTRAINT "correction_request_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "correction_request" ADD CONSTRAINT "correction_request_answered_by_id_fkey" FOREIGN KEY ("answered_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;
