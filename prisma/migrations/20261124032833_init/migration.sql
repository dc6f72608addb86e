-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "season" AS ENUM ('SPRING', 'AUTUMN');

-- CreateEnum
CREATE TYPE "candidate_category" AS ENUM ('SELF_STUDY_ENROLLED', 'ADULT_ENROLLED', 'SELF_STUDY_GRADUATING', 'ADULT_GRADUATING');

-- CreateEnum
CREATE TYPE "id_type" AS ENUM ('RESIDENT_ID', 'HK_MACAO_TAIWAN_RESIDENCE', 'HK_MACAO_PERMIT', 'TAIWAN_PERMIT', 'FOREIGN_RESIDENT_ID', 'PASSPORT');

-- CreateEnum
CREATE TYPE "staff_role" AS ENUM ('ADMINISTRATOR', 'EXAM_OFFICER', 'REVIEWER', 'FINANCE', 'AUDITOR');

-- CreateEnum
CREATE TYPE "sms_purpose" AS ENUM ('REGISTER', 'RESET_PASSWORD');

-- CreateEnum
CREATE TYPE "registration_status" AS ENUM ('DRAFT', 'SUBMITTED', 'RETURNED', 'REFUSED', 'PRE_APPROVED', 'APPROVED', 'PAID', 'CANCELLED');

-- CreateEnum
CREATE TYPE "sex" AS ENUM ('MALE', 'FEMALE');

-- CreateEnum
CREATE TYPE "step" AS ENUM ('REGISTRATION', 'REVIEW', 'PAYMENT', 'PRINTING');

-- CreateEnum
CREATE TYPE "file_kind" AS ENUM ('ID_FRONT', 'ID_BACK', 'PROOF', 'PORTRAIT', 'ADMIT_CARD');

-- CreateEnum
CREATE TYPE "decision_kind" AS ENUM ('APPROVE', 'SEND_BACK', 'REFUSE');

-- CreateEnum
CREATE TYPE "payment_channel" AS ENUM ('NATIVE', 'JSAPI', 'H5');

-- CreateEnum
CREATE TYPE "payment_order_status" AS ENUM ('CREATING', 'OPEN', 'SUCCEEDED', 'SURPLUS', 'CLOSED');

-- CreateEnum
CREATE TYPE "payment_exception_kind" AS ENUM ('AMOUNT_MISMATCH', 'MERCHANT_MISMATCH', 'UNKNOWN_ORDER', 'SURPLUS');

-- CreateEnum
CREATE TYPE "actor_kind" AS ENUM ('CANDIDATE', 'STAFF', 'SYSTEM');

-- CreateTable
CREATE TABLE "installation" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "mode" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "exam_session" (
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "school_name" TEXT NOT NULL,
    "school_name_en" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "season" "season" NOT NULL,
    "number_prefix" VARCHAR(6) NOT NULL,
    "registration_opens_at" TIMESTAMPTZ(3) NOT NULL,
    "registration_closes_at" TIMESTAMPTZ(3) NOT NULL,
    "review_opens_at" TIMESTAMPTZ(3) NOT NULL,
    "review_closes_at" TIMESTAMPTZ(3) NOT NULL,
    "payment_opens_at" TIMESTAMPTZ(3) NOT NULL,
    "payment_closes_at" TIMESTAMPTZ(3) NOT NULL,
    "printing_opens_at" TIMESTAMPTZ(3) NOT NULL,
    "printing_closes_at" TIMESTAMPTZ(3) NOT NULL,
    "exam_starts_at" TIMESTAMPTZ(3) NOT NULL,
    "exam_ends_at" TIMESTAMPTZ(3) NOT NULL,
    "exam_address" TEXT NOT NULL,
    "fee_fen" INTEGER NOT NULL,
    "categories" "candidate_category"[],
    "id_types" "id_type"[],
    "levels" TEXT[],
    "graduation_month" VARCHAR(7) NOT NULL,
    "notice_text" TEXT NOT NULL,
    "tips_text" TEXT NOT NULL,
    "admit_card_notes" TEXT[],
    "pledge_text" TEXT NOT NULL,
    "admit_number_template" TEXT NOT NULL,
    "school_code" VARCHAR(8) NOT NULL,
    "contact_phone" TEXT NOT NULL,
    "contact_hours" TEXT NOT NULL,
    "texts_version" INTEGER NOT NULL DEFAULT 1,
    "published_at" TIMESTAMPTZ(3),
    "seats_frozen_at" TIMESTAMPTZ(3),
    "cards_published_at" TIMESTAMPTZ(3),
    "card_version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "exam_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "school" (
    "id" UUID NOT NULL,
    "exam_session_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "school_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "teaching_point" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "teaching_point_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "language" (
    "id" UUID NOT NULL,
    "exam_session_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "code" VARCHAR(2) NOT NULL,
    "fee_fen" INTEGER,
    "position" INTEGER NOT NULL,

    CONSTRAINT "language_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "phone_encrypted" TEXT NOT NULL,
    "phone_index" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "document_index" TEXT,
    "consent_version" INTEGER NOT NULL,
    "consented_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "phone_encrypted" TEXT NOT NULL,
    "phone_index" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "role" "staff_role" NOT NULL,
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "staff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "login_session" (
    "id" UUID NOT NULL,
    "account_id" UUID,
    "staff_id" UUID,
    "remembered" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "login_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sms_code" (
    "id" UUID NOT NULL,
    "purpose" "sms_purpose" NOT NULL,
    "phone_index" TEXT NOT NULL,
    "code_hash" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "sms_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "solved_challenge" (
    "id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "solved_challenge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "registration" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "exam_session_id" UUID NOT NULL,
    "status" "registration_status" NOT NULL DEFAULT 'DRAFT',
    "version" INTEGER NOT NULL DEFAULT 1,
    "registration_number" VARCHAR(24),
    "notice_version" INTEGER,
    "notice_confirmed_at" TIMESTAMPTZ(3),
    "draft_encrypted" TEXT,
    "details_saved_at" TIMESTAMPTZ(3),
    "category" "candidate_category",
    "name" TEXT,
    "sex" "sex",
    "id_type" "id_type",
    "document_encrypted" TEXT,
    "document_index" TEXT,
    "document_masked" TEXT,
    "birth_date" DATE,
    "level" TEXT,
    "language_id" UUID,
    "school_id" UUID,
    "teaching_point_id" UUID,
    "student_number" TEXT,
    "graduation_month" VARCHAR(7),
    "accommodation" TEXT,
    "face_consent_at" TIMESTAMPTZ(3),
    "reopened_items" TEXT[],
    "submitted_at" TIMESTAMPTZ(3),
    "decided_at" TIMESTAMPTZ(3),
    "paid_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "registration_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "registration_event" (
    "id" UUID NOT NULL,
    "registration_id" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "from_status" "registration_status" NOT NULL,
    "to_status" "registration_status" NOT NULL,
    "version" INTEGER NOT NULL,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" UUID,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "registration_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "step_override" (
    "id" UUID NOT NULL,
    "registration_id" UUID NOT NULL,
    "step" "step" NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "staff_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "step_override_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stored_file" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "registration_id" UUID NOT NULL,
    "kind" "file_kind" NOT NULL,
    "storage_key" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "pages" INTEGER,
    "content_index" TEXT NOT NULL,
    "findings" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "stored_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review_decision" (
    "id" UUID NOT NULL,
    "registration_id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "kind" "decision_kind" NOT NULL,
    "registration_version" INTEGER NOT NULL,
    "reason" TEXT,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "review_decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "returned_item" (
    "id" UUID NOT NULL,
    "decision_id" UUID NOT NULL,
    "item" TEXT NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "returned_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_order" (
    "id" UUID NOT NULL,
    "registration_id" UUID NOT NULL,
    "out_trade_no" VARCHAR(32) NOT NULL,
    "channel" "payment_channel" NOT NULL,
    "status" "payment_order_status" NOT NULL DEFAULT 'CREATING',
    "amount_fen" INTEGER NOT NULL,
    "create_body" JSONB NOT NULL,
    "code_url" TEXT,
    "code_url_at" TIMESTAMPTZ(3),
    "time_expire" TIMESTAMPTZ(3) NOT NULL,
    "transaction_id" TEXT,
    "success_time" TIMESTAMPTZ(3),
    "queried_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "payment_order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_exception" (
    "id" UUID NOT NULL,
    "kind" "payment_exception_kind" NOT NULL,
    "order_id" UUID,
    "out_trade_no" TEXT NOT NULL,
    "transaction_id" TEXT NOT NULL,
    "amount_fen" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "payment_exception_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "room" (
    "id" UUID NOT NULL,
    "exam_session_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "place" TEXT NOT NULL,
    "capacity" INTEGER NOT NULL,

    CONSTRAINT "room_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "seat" (
    "id" UUID NOT NULL,
    "exam_session_id" UUID NOT NULL,
    "room_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "registration_id" UUID NOT NULL,
    "admit_card_number" VARCHAR(32) NOT NULL,

    CONSTRAINT "seat_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "admit_card" (
    "id" UUID NOT NULL,
    "registration_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "file_id" UUID NOT NULL,
    "rendered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "admit_card_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" UUID,
    "action" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" UUID,
    "detail" JSONB,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "school_exam_session_id_name_key" ON "school"("exam_session_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "teaching_point_school_id_name_key" ON "teaching_point"("school_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "language_exam_session_id_name_key" ON "language"("exam_session_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "language_exam_session_id_code_key" ON "language"("exam_session_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "account_phone_index_key" ON "account"("phone_index");

-- CreateIndex
CREATE UNIQUE INDEX "account_document_index_key" ON "account"("document_index");

-- CreateIndex
CREATE UNIQUE INDEX "staff_phone_index_key" ON "staff"("phone_index");

-- CreateIndex
CREATE INDEX "login_session_account_id_idx" ON "login_session"("account_id");

-- CreateIndex
CREATE INDEX "login_session_staff_id_idx" ON "login_session"("staff_id");

-- CreateIndex
CREATE INDEX "sms_code_phone_index_purpose_created_at_idx" ON "sms_code"("phone_index", "purpose", "created_at" DESC);

-- CreateIndex
CREATE INDEX "solved_challenge_expires_at_idx" ON "solved_challenge"("expires_at");

-- CreateIndex
CREATE INDEX "rate_limit_expire_idx" ON "rate_limit"("expire");

-- CreateIndex
CREATE UNIQUE INDEX "registration_registration_number_key" ON "registration"("registration_number");

-- CreateIndex
CREATE INDEX "registration_exam_session_id_status_submitted_at_id_idx" ON "registration"("exam_session_id", "status", "submitted_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "registration_account_id_exam_session_id_key" ON "registration"("account_id", "exam_session_id");

-- CreateIndex
CREATE UNIQUE INDEX "registration_document_key" ON "registration"("exam_session_id", "document_index") WHERE (status <> ALL (ARRAY['DRAFT'::registration_status, 'REFUSED'::registration_status, 'CANCELLED'::registration_status]));

-- CreateIndex
CREATE INDEX "registration_event_registration_id_at_idx" ON "registration_event"("registration_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "step_override_registration_id_step_key" ON "step_override"("registration_id", "step");

-- CreateIndex
CREATE UNIQUE INDEX "stored_file_storage_key_key" ON "stored_file"("storage_key");

-- CreateIndex
CREATE INDEX "stored_file_registration_id_kind_idx" ON "stored_file"("registration_id", "kind");

-- CreateIndex
CREATE INDEX "stored_file_content_index_idx" ON "stored_file"("content_index");

-- CreateIndex
CREATE UNIQUE INDEX "stored_file_single_key" ON "stored_file"("registration_id", "kind") WHERE (removed_at IS NULL AND kind = ANY (ARRAY['ID_FRONT'::file_kind, 'ID_BACK'::file_kind, 'PORTRAIT'::file_kind]));

-- CreateIndex
CREATE INDEX "review_decision_registration_id_decided_at_idx" ON "review_decision"("registration_id", "decided_at");

-- CreateIndex
CREATE UNIQUE INDEX "returned_item_decision_id_item_key" ON "returned_item"("decision_id", "item");

-- CreateIndex
CREATE UNIQUE INDEX "payment_order_out_trade_no_key" ON "payment_order"("out_trade_no");

-- CreateIndex
CREATE UNIQUE INDEX "payment_order_transaction_id_key" ON "payment_order"("transaction_id");

-- CreateIndex
CREATE INDEX "payment_order_status_queried_at_idx" ON "payment_order"("status", "queried_at");

-- CreateIndex
CREATE UNIQUE INDEX "payment_order_live_key" ON "payment_order"("registration_id") WHERE (status = ANY (ARRAY['CREATING'::payment_order_status, 'OPEN'::payment_order_status]));

-- CreateIndex
CREATE UNIQUE INDEX "payment_order_settled_key" ON "payment_order"("registration_id") WHERE (status = 'SUCCEEDED'::payment_order_status);

-- CreateIndex
CREATE UNIQUE INDEX "payment_exception_transaction_id_kind_key" ON "payment_exception"("transaction_id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "room_exam_session_id_number_key" ON "room"("exam_session_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "seat_registration_id_key" ON "seat"("registration_id");

-- CreateIndex
CREATE UNIQUE INDEX "seat_room_id_number_key" ON "seat"("room_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "seat_exam_session_id_admit_card_number_key" ON "seat"("exam_session_id", "admit_card_number");

-- CreateIndex
CREATE UNIQUE INDEX "admit_card_file_id_key" ON "admit_card"("file_id");

-- CreateIndex
CREATE UNIQUE INDEX "admit_card_registration_id_version_key" ON "admit_card"("registration_id", "version");

-- CreateIndex
CREATE INDEX "audit_entry_subject_kind_subject_id_id_idx" ON "audit_entry"("subject_kind", "subject_id", "id");

-- CreateIndex
CREATE INDEX "audit_entry_actor_id_id_idx" ON "audit_entry"("actor_id", "id");

-- AddForeignKey
ALTER TABLE "school" ADD CONSTRAINT "school_exam_session_id_fkey" FOREIGN KEY ("exam_session_id") REFERENCES "exam_session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "teaching_point" ADD CONSTRAINT "teaching_point_school_id_fkey" FOREIGN KEY ("school_id") REFERENCES "school"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "language" ADD CONSTRAINT "language_exam_session_id_fkey" FOREIGN KEY ("exam_session_id") REFERENCES "exam_session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "login_session" ADD CONSTRAINT "login_session_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "login_session" ADD CONSTRAINT "login_session_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registration" ADD CONSTRAINT "registration_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registration" ADD CONSTRAINT "registration_exam_session_id_fkey" FOREIGN KEY ("exam_session_id") REFERENCES "exam_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registration" ADD CONSTRAINT "registration_language_id_fkey" FOREIGN KEY ("language_id") REFERENCES "language"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registration" ADD CONSTRAINT "registration_school_id_fkey" FOREIGN KEY ("school_id") REFERENCES "school"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registration" ADD CONSTRAINT "registration_teaching_point_id_fkey" FOREIGN KEY ("teaching_point_id") REFERENCES "teaching_point"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registration_event" ADD CONSTRAINT "registration_event_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "step_override" ADD CONSTRAINT "step_override_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stored_file" ADD CONSTRAINT "stored_file_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stored_file" ADD CONSTRAINT "stored_file_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_decision" ADD CONSTRAINT "review_decision_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_decision" ADD CONSTRAINT "review_decision_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "returned_item" ADD CONSTRAINT "returned_item_decision_id_fkey" FOREIGN KEY ("decision_id") REFERENCES "review_decision"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_order" ADD CONSTRAINT "payment_order_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_exception" ADD CONSTRAINT "payment_exception_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "payment_order"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room" ADD CONSTRAINT "room_exam_session_id_fkey" FOREIGN KEY ("exam_session_id") REFERENCES "exam_session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "seat" ADD CONSTRAINT "seat_exam_session_id_fkey" FOREIGN KEY ("exam_session_id") REFERENCES "exam_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "seat" ADD CONSTRAINT "seat_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "room"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "seat" ADD CONSTRAINT "seat_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "admit_card" ADD CONSTRAINT "admit_card_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "admit_card" ADD CONSTRAINT "admit_card_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "stored_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Beyond what the schema language can say.

-- A login session belongs to a candidate or to a staff member, never to both or neither.
ALTER TABLE "login_session" ADD CONSTRAINT "login_session_one_owner" CHECK (num_nonnulls("account_id", "staff_id") = 1);

-- Windows and amounts that would make no sense are refused whoever writes them.
ALTER TABLE "exam_session" ADD CONSTRAINT "exam_session_windows_run_forward" CHECK (
    "registration_opens_at" < "registration_closes_at" AND "review_opens_at" < "review_closes_at"
    AND "payment_opens_at" < "payment_closes_at" AND "printing_opens_at" < "printing_closes_at" AND "exam_starts_at" < "exam_ends_at");
ALTER TABLE "exam_session" ADD CONSTRAINT "exam_session_fee_not_negative" CHECK ("fee_fen" >= 0);
ALTER TABLE "payment_order" ADD CONSTRAINT "payment_order_amount_positive" CHECK ("amount_fen" > 0);
ALTER TABLE "room" ADD CONSTRAINT "room_capacity_positive" CHECK ("capacity" > 0);

-- What was recorded stays as it was.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER "audit_entry_append_only" BEFORE UPDATE OR DELETE ON "audit_entry" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "registration_event_append_only" BEFORE UPDATE OR DELETE ON "registration_event" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
