-- CreateTable
CREATE TABLE "evidence_file" (
    "id" UUID NOT NULL,
    "correction_request_id" UUID,
    "phone_appeal_id" UUID,
    "correction_id" UUID,
    "content_index" TEXT NOT NULL,
    "findings" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "evidence_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence_page" (
    "id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "storage_key" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,

    CONSTRAINT "evidence_page_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "evidence_file_correction_request_id_idx" ON "evidence_file"("correction_request_id");

-- CreateIndex
CREATE INDEX "evidence_file_phone_appeal_id_idx" ON "evidence_file"("phone_appeal_id");

-- CreateIndex
CREATE INDEX "evidence_file_correction_id_idx" ON "evidence_file"("correction_id");

-- CreateIndex
CREATE UNIQUE INDEX "evidence_page_storage_key_key" ON "evidence_page"("storage_key");

-- CreateIndex
CREATE UNIQUE INDEX "evidence_page_file_id_number_key" ON "evidence_page"("file_id", "number");

-- AddForeignKey
ALTER TABLE "evidence_file" ADD CONSTRAINT "evidence_file_correction_request_id_fkey" FOREIGN KEY ("correction_request_id") REFERENCES "correction_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_file" ADD CONSTRAINT "evidence_file_phone_appeal_id_fkey" FOREIGN KEY ("phone_appeal_id") REFERENCES "phone_appeal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_file" ADD CONSTRAINT "evidence_file_correction_id_fkey" FOREIGN KEY ("correction_id") REFERENCES "correction"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_page" ADD CONSTRAINT "evidence_page_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "evidence_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "evidence_file" ADD CONSTRAINT "evidence_file_one_subject"
    CHECK (num_nonnulls("correction_request_id", "phone_appeal_id", "correction_id") = 1);
