-- CreateTable
CREATE TABLE "desk_filling" (
    "id" UUID NOT NULL,
    "registration_id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "consent" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "desk_filling_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "desk_filling_registration_id_created_at_idx" ON "desk_filling"("registration_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "desk_filling_open_key" ON "desk_filling"("registration_id") WHERE (ended_at IS NULL);

-- AddForeignKey
ALTER TABLE "desk_filling" ADD CONSTRAINT "desk_filling_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desk_filling" ADD CONSTRAINT "desk_filling_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
