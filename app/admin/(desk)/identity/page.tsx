import type { Metadata } from "next";
import { everyRole } from "@/lib/domain/account/roles";
import { currentSecondFactor, requireStaff } from "@/lib/auth/session";
import { deskPath } from "@/lib/http/own-path";
import type { DeskPageProps } from "../../_components/page-props";
import { PageHead } from "../../_components/page-head";
import { SignWithPasskey } from "../../second-factor/passkey";
import { IdentityForm } from "./identity-form";

export const metadata: Metadata = { title: "确认身份" };

/** Asks for a code again before a file is taken out, because a download has no form that could ask. */
export default async function IdentityPage({ searchParams }: DeskPageProps) {
  const next = deskPath((await searchParams)["next"]);
  await requireStaff(everyRole, "/admin/identity");
  const state = await currentSecondFactor();
  return (
    <>
      <PageHead title="确认身份" lead="导出名单等操作之前，请再输入一次验证码，确认是您本人。" />
      {state?.hasPasskey && (
        <div className="card mb-4 max-w-xl">
          <SignWithPasskey next={next} />
        </div>
      )}
      <IdentityForm next={next} />
    </>
  );
}
