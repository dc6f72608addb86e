import { texts } from "@/app/_lib/texts";
import { type Window, windowState } from "@/lib/domain/exam-session/windows";

/** When a step is open. `acts`: the candidate must do something until then, so the page says how much time is left. */
export async function StepWindow({ window, now, acts }: { window: Window; now: Date; acts: boolean }) {
  const { t, instant, closing, left } = await texts();
  const closes = closing(window.closesAt);
  switch (windowState(window, now)) {
    case "not_started":
      return (
        <p className="text-sm text-muted">
          {t("{opens} 开始，{closes} 截止", { opens: instant(window.opensAt), closes })}
        </p>
      );
    case "open":
      return (
        <p className="text-sm text-muted">
          {t("{closes} 截止", { closes })}
          {acts && (
            <>
              {t("，")}
              <strong className="whitespace-nowrap text-ink">
                {t("还有{left}", { left: left(window.closesAt.getTime() - now.getTime()) })}
              </strong>
            </>
          )}
        </p>
      );
    case "closed":
      return <p className="text-sm text-muted">{t("已于 {closes} 截止", { closes })}</p>;
  }
}
