-- AlterTable
ALTER TABLE "room" ADD COLUMN     "apart" BOOLEAN NOT NULL DEFAULT false;

-- What the drawing left is not known any more. What stands today is the nearest to it.
UPDATE "room" SET "apart" = true
WHERE EXISTS (SELECT FROM "seat" WHERE "seat"."room_id" = "room"."id")
  AND NOT EXISTS (
    SELECT FROM "seat" LEFT JOIN "accommodation" ON "accommodation"."registration_id" = "seat"."registration_id"
    WHERE "seat"."room_id" = "room"."id" AND "accommodation"."state" IS DISTINCT FROM 'GRANTED'
  );
