import type { ReactNode } from "react";
import { CandidateShell } from "@/app/_components/candidate-shell";
import { News } from "@/app/_components/news";

/** The frame of every account page: one narrow column with a heading. */
export function AccountPage({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  return (
    <CandidateShell>
      <div className="mx-auto max-w-md">
        <News />
        {lead}
        <div className="card">
          <h1 className="mb-5">{title}</h1>
          {children}
        </div>
      </div>
    </CandidateShell>
  );
}
