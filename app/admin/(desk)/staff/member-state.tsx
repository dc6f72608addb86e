import { formatInstant } from "@/app/_lib/format";
import { memberState } from "@/lib/domain/account/invitation";

type Member = Parameters<typeof memberState>[0];

/** Whether a member of staff can sign in, in words. */
export function MemberState({ member, now }: { member: Member; now: Date }) {
  switch (memberState(member, now)) {
    case "active":
      return <>正常</>;
    case "disabled":
      return <span className="text-muted">已停用</span>;
    case "invited":
      return <>待本人设置密码{member.invitedUntil && `（${formatInstant(member.invitedUntil)}前）`}</>;
    case "invitation_over":
      return <strong className="text-bad">邀请已过期，请重新邀请</strong>;
  }
}
