import { z } from "zod";
import { SmsRule } from "@/lib/adapter/db/enums";

/** The switches of an exam session: a checkbox `on-<rule>` for each. */
export const switchSmsSchema = z.looseObject({ session: z.uuid() }).transform(({ session, ...fields }) => ({
  session,
  on: Object.values(SmsRule).filter((rule) => fields[`on-${rule}`] === "on"),
}));
