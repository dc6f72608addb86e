import { useT } from "@/app/_components/language";
import type { FormState } from "@/lib/auth/form-state";

const ways = {
  document_already_registered: { href: "/registration/appeal", label: "证件号码被他人使用？提出申诉" },
  document_of_other_account: { href: "/appeal", label: "原手机号已停用？申请找回账号" },
} as const;

type Held = keyof typeof ways;

export const isHeld = (code: unknown): code is Held => typeof code === "string" && Object.hasOwn(ways, code);

/** The link to an appeal when another candidate holds the document number; nothing after any other answer. */
export function AppealLink({ state }: { state: FormState }) {
  const t = useT();

  const codes =
    state.status === "refused"
      ? [state.error]
      : state.status === "invalid"
        ? (state.fieldErrors["documentNumber"] ?? [])
        : [];
  const held = codes.find(isHeld);
  if (!held) return null;
  return (
    <div className="mb-5">
      <a href={ways[held].href} className="button">
        {t(ways[held].label)}
      </a>
      {state.status === "invalid" && (
        <p className="mt-2 text-sm">
          {t("号码填错的，请更正后再点击页面下方的按钮。号码无误的，处理期间可以先完成其他步骤：")}
          <a href="/registration/portrait">{t("采集登记照")}</a>。
        </p>
      )}
    </div>
  );
}
