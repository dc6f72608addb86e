import { CandidateShell } from "./_components/candidate-shell";

export const metadata = { title: "页面不存在" };

export default function NotFound() {
  return (
    <CandidateShell>
      <h1>页面不存在</h1>
      <p className="mt-3">地址可能已更改，或者您没有查看权限。</p>
      <p className="mt-5">
        <a className="button" href="/registration">
          返回我的报名
        </a>
      </p>
    </CandidateShell>
  );
}
