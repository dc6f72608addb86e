-- AlterTable
ALTER TABLE "roster_import" ADD COLUMN     "table" JSONB;
