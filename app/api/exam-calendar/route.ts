import { redirect } from "next/navigation";
import { examCalendar } from "@/lib/domain/admit-card/calendar";
import { ownSeat } from "@/lib/domain/admit-card/queries";
import { requireNamedStep } from "@/lib/auth/step";
import { originalDocument } from "@/lib/domain/registration/labels";
import { withNotice } from "@/lib/http/notice";

/** The signed-in candidate's exam as a calendar file, once he has a seat. `session`: which exam. */
export async function GET(request: Request): Promise<Response> {
  const named = new URL(request.url).searchParams.get("session");
  const { registration, accountId, exam, now } = await requireNamedStep("exam", named);
  const seat = await ownSeat({ registrationId: registration.id, accountId });
  if (!seat) redirect(withNotice("/registration/exam", "admit_card_not_published"));

  const calendar = examCalendar(
    {
      uid: registration.id,
      title: seat.title,
      exam,
      place: `${seat.address} ${seat.place}`,
      description: `第${seat.room}考场 ${seat.seat}号座位。请携带准考证和${originalDocument(registration.idType)}。`,
    },
    now,
  );
  return new Response(calendar, {
    headers: {
      "content-type": "text/calendar; charset=utf-8",
      "content-disposition": `attachment; filename="exam.ics"; filename*=UTF-8''${encodeURIComponent("考试安排.ics")}`,
      "cache-control": "private, no-store",
    },
  });
}
