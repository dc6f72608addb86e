import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { errorSentences } from "@/app/_lib/error-sentences";
import { accountRefusals } from "@/app/_lib/messages/account";
import { messages } from "@/app/_lib/messages/all";
import { commonRefusals } from "@/app/_lib/messages/common";
import { registrationRefusals } from "@/app/_lib/messages/registration";

const root = path.resolve(import.meta.dirname, "../../..");

/** The codes of a file: every literal in it for which the whole table has a sentence. */
const codesIn = (file: string) =>
  [...readFileSync(path.join(root, file), "utf8").matchAll(/"([a-z]+(?:_[a-z\d]+)+)"/g)]
    .map(([, code = ""]) => code)
    .filter((code) => Object.hasOwn(messages, code));

/** The schemas of staff are in the same file; their forms have the whole table. */
const ofStaff = /^(?:lift_|role_|change_|staff_|password_unchanged|second_factor_|recovery_codes_)/;

describe("the tables of candidates' pages", () => {
  it.each([
    ["account", accountRefusals, ["lib/domain/account/schema.ts", "lib/domain/account/refusals.ts"]],
    [
      "registration",
      { ...commonRefusals, ...registrationRefusals },
      [
        "lib/domain/registration/schema.ts",
        "lib/domain/appeal/schema.ts",
        "app/registration/notice/actions.ts",
        "app/registration/confirm/actions.ts",
        "app/registration/portrait/actions.ts",
      ],
    ],
  ] as const)("of %s have a sentence for every code of their forms", (_name, table, files) => {
    const codes = files.flatMap(codesIn).filter((code) => !ofStaff.test(code) && !code.startsWith("phone_appeal_"));
    expect(codes.length).toBeGreaterThan(10);
    expect(codes.filter((code) => !Object.hasOwn(table, code) && !isNews(code))).toEqual([]);
  });
});

/** Said after a redirect, by the server. */
const isNews = (code: string) => ["submitted", "appeal_opened", "face_consent_withdrawn"].includes(code);

describe("errorSentences", () => {
  const { fieldErrors, summaryErrors } = errorSentences({ phone_missing: "请输入手机号。" });
  const invalid = {
    status: "invalid",
    fieldErrors: { phone: ["phone_missing"], form: ["unheard_of"] },
    values: {},
  } as const;

  it("names the field of an error, and none for an error of the whole form", () => {
    expect(summaryErrors({ ...invalid, fieldErrors: { phone: ["phone_missing"], form: ["unheard_of"] } })).toEqual([
      { field: "phone", message: "请输入手机号。" },
      { field: "", message: "填写有误，请检查后重试。" },
    ]);
    expect(fieldErrors({ ...invalid, fieldErrors: { phone: ["phone_missing"] } }, "phone")).toEqual(["请输入手机号。"]);
    expect(fieldErrors({ status: "idle" }, "phone")).toBeUndefined();
  });

  it("takes no name of the language for a code", () => {
    expect(fieldErrors({ status: "invalid", fieldErrors: { a: ["constructor"] }, values: {} }, "a")).toEqual([
      "填写有误，请检查后重试。",
    ]);
  });
});
