import { z } from "zod";
import { typedText } from "@/lib/core/typed-text";

const MAX_STATEMENT = 500;
const MAX_ANSWER = 300;

const text = (most: number) => z.string().transform(typedText).pipe(z.string().min(1, "field_required").max(most, "field_too_long"));

export const appealSchema = z.object({ statement: text(MAX_STATEMENT) });

export const answerSchema = z.object({ id: z.uuid(), answer: text(MAX_ANSWER) });
