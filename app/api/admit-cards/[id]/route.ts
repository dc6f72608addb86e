import { cardPdf } from "@/lib/domain/admit-card/commands/render-card";
import { recordCardView } from "@/lib/domain/admit-card/commands/record-card-view";
import { answerFile } from "./requested-card";

/** The 准考证 of a registration as PDF: the stored file, or a new one when it is missing or outdated. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  return answerFile(request, id, "准考证.pdf", { draw: cardPdf, recordView: recordCardView });
}
