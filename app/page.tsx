import { CandidateShell } from "./_components/candidate-shell";

export default function HomePage() {
  return (
    <CandidateShell>
      <h1>学士学位外语报名系统</h1>
    </CandidateShell>
  );
}
