-- AlterTable
ALTER TABLE "registration" ADD COLUMN     "accommodation_encrypted" TEXT,
ADD COLUMN     "birth_date_encrypted" TEXT;

-- AlterTable
ALTER TABLE "roster_import" ADD COLUMN     "file_name_encrypted" TEXT,
ALTER COLUMN "file_name" DROP NOT NULL;
