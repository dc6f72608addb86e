import { formatInstant } from "@/app/_lib/format";
import { memberState } from "@/lib/domain/account/invitation";

type Member = Parameters<typeof memberState>[0];

/** Whether a member of staff can sign in, in words. */
export function MemberState({ member, now }: { member: Member; now: Date }) {
  switch (memberState(member, now)) {
    case "active":
      return <>已启用</>;
    case "disabled":
      return <span className="text-muted">已停用</span>;
    case "invited":
      return <>已邀请{member.invitedUntil && `（${formatInstant(member.invitedUntil)}前有效）`}</>;
    case "invitation_over":
      return <strong className="text-bad">邀请已过期</strong>;
    case "not_invited":
      return <span className="text-muted">邀请已撤回</span>;
  }
}
