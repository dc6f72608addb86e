-- AlterTable
ALTER TABLE "room" ADD COLUMN     "numbered_seats" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "seat" ADD COLUMN     "card_revision" INTEGER NOT NULL DEFAULT 0;

-- Rooms whose seats were drawn before: what was numbered stays numbered.
UPDATE "room" SET "numbered_seats" = highest."number"
FROM (SELECT "room_id", max("number") AS "number" FROM "seat" GROUP BY "room_id") highest
WHERE "room"."id" = highest."room_id";
