import { useT } from "@/app/_components/language";
/** The portrait of the last exam session, to view and reuse. It needs the consent for this exam session. */
export function EarlierPortrait({ id, hydrated, onUse }: { id: string; hydrated: boolean; onUse: () => void }) {
  const t = useT();

  return (
    <div className="mb-5 flex gap-4 rounded-md border border-line p-3">
      <img
        src={`/api/files/${id}`}
        alt={t("上次报名的登记照")}
        width={96}
        height={128}
        className="h-32 w-24 rounded border border-line bg-soft"
      />
      <div>
        <h3 className="font-semibold">{t("使用上次的登记照")}</h3>
        <p className="mt-1 text-sm text-muted">
          {t("如果您的样貌没有明显变化，可以继续使用这张照片，使用前请确认是本人。")}
        </p>
        <button
          type={hydrated ? "button" : "submit"}
          name="reuse"
          value={id}
          className="button button-small mt-2"
          onClick={onUse}
        >
          {t("使用这张照片")}
        </button>
      </div>
    </div>
  );
}
