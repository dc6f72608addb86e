import { pledgePdf } from "@/lib/domain/admit-card/commands/draw-pledge";
import { recordCardView } from "@/lib/domain/admit-card/commands/record-card-view";
import { answerFile } from "../requested-card";

/** The 考试承诺书 of a registration as PDF. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  return answerFile(request, id, "考试承诺书.pdf", { draw: pledgePdf, recordView: recordCardView });
}
