"use server";

import { z } from "zod";
import { candidateAction } from "@/lib/auth/actions";
import { withdraw } from "@/lib/domain/registration/commands/withdraw";

export const withdrawAction = candidateAction(z.object({}), (own, _input, now) => withdraw({ ...own, now }), {
  path: "/registration",
  notice: "withdrawn",
});
