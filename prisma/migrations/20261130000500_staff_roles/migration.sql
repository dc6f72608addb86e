-- Each member keeps the role that he has, as the first of several.
ALTER TABLE "staff" ADD COLUMN "roles" "staff_role"[];
UPDATE "staff" SET "roles" = ARRAY["role"];
ALTER TABLE "staff" DROP COLUMN "role";

-- A member without a role could sign in and open nothing. Nor does NULL count, or a role that stands twice.
ALTER TABLE "staff" ADD CONSTRAINT "staff_roles_one_of_each" CHECK (
    "roles" IS NOT NULL
    AND cardinality("roles") > 0
    AND array_position("roles", NULL) IS NULL
    AND cardinality("roles") = ('ADMINISTRATOR' = ANY ("roles"))::int + ('EXAM_OFFICER' = ANY ("roles"))::int
        + ('REVIEWER' = ANY ("roles"))::int + ('FINANCE' = ANY ("roles"))::int + ('AUDITOR' = ANY ("roles"))::int
);
