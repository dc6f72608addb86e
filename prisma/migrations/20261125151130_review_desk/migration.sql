-- CreateEnum
CREATE TYPE "roster_state" AS ENUM ('NOT_COMPARED', 'MATCHED', 'NEAR', 'DIFFERS', 'MISSING');

-- CreateEnum
CREATE TYPE "bulk_action" AS ENUM ('APPROVE', 'SEND_BACK');

-- AlterEnum
ALTER TYPE "decision_kind" ADD VALUE 'PRE_APPROVE';

-- AlterTable
ALTER TABLE "exam_session" ADD COLUMN     "roster_required" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "two_stage_review" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "staff" ADD COLUMN     "all_schools" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "registration" ADD COLUMN     "checked_at" TIMESTAMPTZ(3),
ADD COLUMN     "claimed_at" TIMESTAMPTZ(3),
ADD COLUMN     "claimed_by_id" UUID,
ADD COLUMN     "claimed_until" TIMESTAMPTZ(3),
ADD COLUMN     "findings" TEXT[],
ADD COLUMN     "roster_state" "roster_state" NOT NULL DEFAULT 'NOT_COMPARED',
ADD COLUMN     "submissions" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "review_decision" ADD COLUMN     "bound_document" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "canned_reason_id" UUID,
ADD COLUMN     "opened_at" TIMESTAMPTZ(3),
ADD COLUMN     "sms_sent_at" TIMESTAMPTZ(3),
ADD COLUMN     "sms_started_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "returned_item" ADD COLUMN     "canned_reason_id" UUID,
ADD COLUMN     "with_sample" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "staff_scope" (
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "school" TEXT NOT NULL,
    "teaching_point" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "staff_scope_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "submission" (
    "id" UUID NOT NULL,
    "registration_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "content_encrypted" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "submission_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "canned_reason" (
    "id" UUID NOT NULL,
    "item" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "retired_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "canned_reason_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_run" (
    "id" UUID NOT NULL,
    "exam_session_id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "action" "bulk_action" NOT NULL,
    "item" TEXT,
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "stopped_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "bulk_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_item" (
    "bulk_run_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "registration_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "outcome" TEXT,
    "handled_at" TIMESTAMPTZ(3),

    CONSTRAINT "bulk_item_pkey" PRIMARY KEY ("bulk_run_id","position")
);

-- CreateIndex
CREATE UNIQUE INDEX "staff_scope_staff_id_school_teaching_point_key" ON "staff_scope"("staff_id", "school", "teaching_point");

-- CreateIndex
CREATE UNIQUE INDEX "submission_registration_id_version_key" ON "submission"("registration_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "canned_reason_item_text_key" ON "canned_reason"("item", "text");

-- CreateIndex
CREATE INDEX "bulk_run_exam_session_id_created_at_idx" ON "bulk_run"("exam_session_id", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "bulk_item_bulk_run_id_registration_id_key" ON "bulk_item"("bulk_run_id", "registration_id");

-- CreateIndex
CREATE INDEX "registration_document_index_idx" ON "registration"("document_index");

-- CreateIndex
CREATE INDEX "review_decision_staff_id_decided_at_idx" ON "review_decision"("staff_id", "decided_at");

-- CreateIndex
CREATE INDEX "review_decision_decided_at_idx" ON "review_decision"("decided_at");

-- CreateIndex
CREATE INDEX "returned_item_canned_reason_id_idx" ON "returned_item"("canned_reason_id");

-- AddForeignKey
ALTER TABLE "staff_scope" ADD CONSTRAINT "staff_scope_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registration" ADD CONSTRAINT "registration_claimed_by_id_fkey" FOREIGN KEY ("claimed_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission" ADD CONSTRAINT "submission_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_decision" ADD CONSTRAINT "review_decision_canned_reason_id_fkey" FOREIGN KEY ("canned_reason_id") REFERENCES "canned_reason"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "returned_item" ADD CONSTRAINT "returned_item_canned_reason_id_fkey" FOREIGN KEY ("canned_reason_id") REFERENCES "canned_reason"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_run" ADD CONSTRAINT "bulk_run_exam_session_id_fkey" FOREIGN KEY ("exam_session_id") REFERENCES "exam_session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_run" ADD CONSTRAINT "bulk_run_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_item" ADD CONSTRAINT "bulk_item_bulk_run_id_fkey" FOREIGN KEY ("bulk_run_id") REFERENCES "bulk_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_item" ADD CONSTRAINT "bulk_item_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The reasons that were built into the program until now; staff edit them from here on. They are offered in the order they were made.
INSERT INTO "canned_reason" ("id", "item", "text", "created_at")
SELECT gen_random_uuid(), "item", "text", CURRENT_TIMESTAMP + "place" * interval '1 millisecond' FROM (VALUES
  (1, 'name', '姓名与身份证不一致，请按身份证填写。'),
  (2, 'documentNumber', '证件号码与身份证照片不一致，请核对后重新填写。'),
  (3, 'sex', '性别与身份证不一致。'),
  (4, 'studentNumber', '考籍号/学号与学籍信息不一致，请核对后重新填写。'),
  (5, 'category', '考生类别与学籍信息不一致，请重新选择。'),
  (6, 'graduationMonth', '毕业申请年月与学籍信息不一致。'),
  (7, 'accommodation', '请补充说明所需的便利条件。'),
  (8, 'ID_FRONT', '照片不清晰，请在光线充足处重新拍摄。'),
  (9, 'ID_FRONT', '照片缺边或有遮挡，请完整拍摄身份证正面。'),
  (10, 'ID_FRONT', '上传的不是本人身份证正面（人像面）。'),
  (11, 'ID_BACK', '照片不清晰，请在光线充足处重新拍摄。'),
  (12, 'ID_BACK', '照片缺边或有遮挡，请完整拍摄身份证反面。'),
  (13, 'ID_BACK', '身份证已过有效期，请上传有效证件。'),
  (14, 'PROOF', '成绩证明不清晰，请重新上传。'),
  (15, 'PROOF', '上传的材料不能证明本科阶段英语考试合格，请补充成绩证明。'),
  (16, 'PROOF', '成绩证明上的姓名与报名信息不一致。'),
  (17, 'PORTRAIT', '登记照不是近期免冠正面照，请重新采集。'),
  (18, 'PORTRAIT', '登记照光线过暗或逆光，请重新采集。'),
  (19, 'PORTRAIT', '登记照与身份证照片不是同一人，请由本人采集。'),
  (20, 'OTHER', '与证明材料不一致，请核对后重新填写。'),
  (21, 'REFUSAL', '不符合本次考试的报名对象及条件。'),
  (22, 'REFUSAL', '毕业时间早于规定年月，不得报考。'),
  (23, 'REFUSAL', '提交的材料不真实。')
) AS "reasons" ("place", "item", "text");

-- Until now every reviewer saw every school.
UPDATE "staff" SET "all_schools" = true;

UPDATE "registration" r SET "submissions" = (SELECT count(*) FROM "registration_event" e WHERE e."registration_id" = r."id" AND e."event" = 'submit');
