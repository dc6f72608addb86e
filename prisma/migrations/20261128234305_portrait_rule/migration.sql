-- AlterTable
ALTER TABLE "exam_session" ADD COLUMN     "portrait_height" INTEGER NOT NULL DEFAULT 640,
ADD COLUMN     "portrait_max_kb" INTEGER NOT NULL DEFAULT 500,
ADD COLUMN     "portrait_width" INTEGER NOT NULL DEFAULT 480;

-- lib/core/portrait-rule.ts says why.
ALTER TABLE "exam_session" ADD CONSTRAINT "exam_session_portrait_three_to_four" CHECK (
  portrait_width BETWEEN 240 AND 720 AND portrait_width * 4 = portrait_height * 3 AND portrait_max_kb BETWEEN 30 AND 1000
);
