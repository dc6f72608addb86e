import { cardPicture } from "@/lib/domain/admit-card/commands/render-card";
import { recordCardView } from "@/lib/domain/admit-card/commands/record-card-view";
import { answerFile } from "../requested-card";

/** The 准考证 of a registration as one picture, the same page as the PDF, to keep on a phone. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  return answerFile(request, id, "准考证.png", { draw: cardPicture, recordView: recordCardView });
}
