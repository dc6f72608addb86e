-- CreateEnum
CREATE TYPE "roster_import_state" AS ENUM ('OPENING', 'MAPPING', 'CHECKING', 'CHECKED', 'IMPORTING', 'IMPORTED', 'CANCELLED', 'FAILED');

-- CreateEnum
CREATE TYPE "roster_import_mode" AS ENUM ('ADD', 'REPLACE');

-- CreateTable
CREATE TABLE "roster_entry" (
    "id" UUID NOT NULL,
    "exam_session_id" UUID NOT NULL,
    "document_encrypted" TEXT NOT NULL,
    "document_index" TEXT NOT NULL,
    "document_masked" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "student_number" TEXT,
    "school" TEXT,
    "teaching_point" TEXT,
    "level" TEXT,
    "category" "candidate_category",
    "eligible" BOOLEAN,
    "remark" TEXT,

    CONSTRAINT "roster_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "roster_import" (
    "id" UUID NOT NULL,
    "exam_session_id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "storage_keys" TEXT[],
    "state" "roster_import_state" NOT NULL DEFAULT 'OPENING',
    "layout" JSONB,
    "sample_encrypted" TEXT,
    "mapping" JSONB,
    "mode" "roster_import_mode",
    "work_done" INTEGER NOT NULL DEFAULT 0,
    "work_total" INTEGER NOT NULL DEFAULT 0,
    "rows_read" INTEGER NOT NULL DEFAULT 0,
    "counts" JSONB,
    "failure" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "leased_until" TIMESTAMPTZ(3),
    "lease" UUID,
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "roster_import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "roster_staged_row" (
    "id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "row" INTEGER NOT NULL,
    "document_encrypted" TEXT NOT NULL,
    "document_index" TEXT NOT NULL,
    "document_masked" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "student_number" TEXT,
    "school" TEXT,
    "teaching_point" TEXT,
    "level" TEXT,
    "category" "candidate_category",
    "eligible" BOOLEAN,
    "remark" TEXT,

    CONSTRAINT "roster_staged_row_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "roster_row_error" (
    "import_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "row" INTEGER NOT NULL,
    "field" TEXT,
    "code" TEXT NOT NULL,
    "number" INTEGER,
    "document_masked" TEXT,

    CONSTRAINT "roster_row_error_pkey" PRIMARY KEY ("import_id","position")
);

-- CreateTable
CREATE TABLE "roster_mapping" (
    "header_key" TEXT NOT NULL,
    "mapping" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "roster_mapping_pkey" PRIMARY KEY ("header_key")
);

-- CreateIndex
CREATE INDEX "roster_entry_exam_session_id_name_key_idx" ON "roster_entry"("exam_session_id", "name_key");

-- CreateIndex
CREATE UNIQUE INDEX "roster_entry_exam_session_id_document_index_key" ON "roster_entry"("exam_session_id", "document_index");

-- CreateIndex
CREATE INDEX "roster_import_exam_session_id_created_at_idx" ON "roster_import"("exam_session_id", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "roster_import_live_key" ON "roster_import"("exam_session_id") WHERE (state = ANY (ARRAY['OPENING'::roster_import_state, 'MAPPING'::roster_import_state, 'CHECKING'::roster_import_state, 'CHECKED'::roster_import_state, 'IMPORTING'::roster_import_state]));

-- CreateIndex
CREATE INDEX "roster_staged_row_import_id_row_idx" ON "roster_staged_row"("import_id", "row");

-- AddForeignKey
ALTER TABLE "roster_entry" ADD CONSTRAINT "roster_entry_exam_session_id_fkey" FOREIGN KEY ("exam_session_id") REFERENCES "exam_session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "roster_import" ADD CONSTRAINT "roster_import_exam_session_id_fkey" FOREIGN KEY ("exam_session_id") REFERENCES "exam_session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "roster_import" ADD CONSTRAINT "roster_import_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "roster_staged_row" ADD CONSTRAINT "roster_staged_row_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "roster_import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "roster_row_error" ADD CONSTRAINT "roster_row_error_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "roster_import"("id") ON DELETE CASCADE ON UPDATE CASCADE;
