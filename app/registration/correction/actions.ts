"use server";

import { candidateAction } from "@/lib/auth/actions";
import { fileRequest } from "@/lib/domain/correction/commands/file-request";
import { fileRequestSchema } from "@/lib/domain/correction/request";

export const fileRequestAction = candidateAction(
  fileRequestSchema,
  (own, input, now) => fileRequest({ ...own, ...input, now }),
  { path: "/registration/correction", notice: "request_filed" },
);
