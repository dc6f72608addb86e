-- AlterTable
ALTER TABLE "stored_file" ADD COLUMN     "perceptual_hash" BIT(256);

-- CreateTable
CREATE TABLE "file_page" (
    "id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "storage_key" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,

    CONSTRAINT "file_page_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "file_match" (
    "file_id" UUID NOT NULL,
    "other_file_id" UUID NOT NULL,
    "distance" INTEGER NOT NULL,
    "exact" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "file_match_pkey" PRIMARY KEY ("file_id","other_file_id")
);

-- CreateTable
CREATE TABLE "appeal" (
    "id" UUID NOT NULL,
    "registration_id" UUID NOT NULL,
    "statement_encrypted" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "answer" TEXT,
    "answered_by_id" UUID,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "appeal_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "file_page_storage_key_key" ON "file_page"("storage_key");

-- CreateIndex
CREATE UNIQUE INDEX "file_page_file_id_number_key" ON "file_page"("file_id", "number");

-- CreateIndex
CREATE INDEX "file_match_other_file_id_idx" ON "file_match"("other_file_id");

-- CreateIndex
CREATE INDEX "appeal_answered_at_created_at_idx" ON "appeal"("answered_at", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "appeal_open_key" ON "appeal"("registration_id") WHERE (answered_at IS NULL);

-- AddForeignKey
ALTER TABLE "file_page" ADD CONSTRAINT "file_page_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "stored_file"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "file_match" ADD CONSTRAINT "file_match_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "stored_file"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "file_match" ADD CONSTRAINT "file_match_other_file_id_fkey" FOREIGN KEY ("other_file_id") REFERENCES "stored_file"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appeal" ADD CONSTRAINT "appeal_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appeal" ADD CONSTRAINT "appeal_answered_by_id_fkey" FOREIGN KEY ("answered_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;
