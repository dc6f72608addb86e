import { ok, refuse, type Result } from "@/lib/core/result";
import { renderPdf } from "@/lib/adapter/pdf/renderer";
import { brandOf } from "@/lib/domain/exam-session/queries";
import { type Card, sessionCharacters } from "../queries";

/** The 考试承诺书 of a candidate as a PDF. It has no versions, so it is drawn each time and not stored. */
export async function pledgePdf({ card }: { card: Card }): Promise<Result<Uint8Array, "name_cannot_be_drawn">> {
  const { title, name, documentLabel, cardNumber, pledge } = card.text;
  const drawn = await renderPdf({
    document: "pledge",
    brand: await brandOf(card.face),
    data: { title, paragraphs: pledge, name, documentLabel, documentMasked: card.documentMasked, cardNumber },
    characters: await sessionCharacters(card.examSessionId),
  });
  return "missing" in drawn ? refuse("name_cannot_be_drawn") : ok(drawn.pdf);
}
