-- CreateTable
CREATE TABLE "staff_note" (
    "id" UUID NOT NULL,
    "registration_id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "text_encrypted" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_note_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "staff_note_registration_id_created_at_idx" ON "staff_note"("registration_id", "created_at");

-- AddForeignKey
ALTER TABLE "staff_note" ADD CONSTRAINT "staff_note_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_note" ADD CONSTRAINT "staff_note_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
