import type { ReactNode } from "react";
import { CandidateShell } from "@/app/_components/candidate-shell";
import { Notice } from "@/app/_components/notice";
import { messageFor } from "@/app/_lib/messages";

/** One narrow column with a heading: the frame of every page about the account. */
export function AccountPage({ title, notice, lead, children }: { title: string; notice?: unknown; lead?: ReactNode; children: ReactNode }) {
  const said = messageFor(notice);
  return (
    <CandidateShell>
      <div className="mx-auto max-w-md">
        {said && <Notice tone={notice === "signed_off" ? "good" : "warn"}>{said}</Notice>}
        {lead}
        <div className="card">
          <h1 className="mb-5">{title}</h1>
          {children}
        </div>
      </div>
    </CandidateShell>
  );
}
