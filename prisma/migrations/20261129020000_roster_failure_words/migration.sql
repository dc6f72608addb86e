-- The codes of a failed import get plainer names. A running older copy of the program may still write the old ones.
UPDATE "roster_import" SET "failure" = 'crashed' WHERE "failure" = 'broke_off';
UPDATE "roster_import" SET "failure" = 'abandoned' WHERE "failure" = 'left_lying';
