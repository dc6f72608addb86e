import { z } from "zod";

/** A page's evidenceMark as it is posted. A post without one has seen nothing. */
export const seenEvidenceSchema = z.string().max(1000).catch("");
