-- AlterTable
ALTER TABLE "exam_session" ADD COLUMN     "banner_hash" VARCHAR(64),
ADD COLUMN     "brand_colour" VARCHAR(7) NOT NULL DEFAULT '#0f4c81',
ADD COLUMN     "contact_address" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "emblem_hash" VARCHAR(64),
ADD COLUMN     "faq_text" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "school_picture" (
    "hash" VARCHAR(64) NOT NULL,
    "bytes" BYTEA NOT NULL,
    "media_type" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "school_picture_pkey" PRIMARY KEY ("hash")
);
