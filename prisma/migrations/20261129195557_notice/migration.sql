-- CreateEnum
CREATE TYPE "notice_audience" AS ENUM ('EVERYBODY', 'CANDIDATES');

-- CreateEnum
CREATE TYPE "notice_group" AS ENUM ('NOT_BEGUN', 'DRAFT', 'IN_REVIEW', 'RETURNED', 'REFUSED', 'TO_PAY', 'LAPSED', 'PAID', 'CANCELLED');

-- CreateTable
CREATE TABLE "notice" (
    "id" UUID NOT NULL,
    "audience" "notice_audience" NOT NULL,
    "exam_session_id" UUID,
    "groups" "notice_group"[],
    "title" VARCHAR(60) NOT NULL,
    "text" TEXT NOT NULL,
    "pinned" BOOLEAN NOT NULL DEFAULT false,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "notice_ends_at_idx" ON "notice"("ends_at");

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_exam_session_id_fkey" FOREIGN KEY ("exam_session_id") REFERENCES "exam_session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A notice for everybody belongs to no exam session; one for candidates names whose and which.
ALTER TABLE "notice" ADD CONSTRAINT "notice_has_readers" CHECK (
  CASE "audience"
    WHEN 'EVERYBODY' THEN "exam_session_id" IS NULL AND cardinality("groups") = 0
    ELSE "exam_session_id" IS NOT NULL AND cardinality("groups") > 0
  END);
ALTER TABLE "notice" ADD CONSTRAINT "notice_time_runs_forward" CHECK ("starts_at" < "ends_at");
