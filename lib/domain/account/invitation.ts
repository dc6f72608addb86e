const HOUR_MS = 60 * 60 * 1000;

/** An invited member of staff may set his password for this many hours, by the link or with a code to his phone. */
export const INVITATION_HOURS = 72;

/** The first moment at which the invitation has expired. */
export const invitationEnd = (now: Date): Date => new Date(now.getTime() + INVITATION_HOURS * HOUR_MS);

export type MemberState = "active" | "disabled" | "invited" | "invitation_over" | "not_invited";

/**
 * What a member of staff can do at the login page: sign in, nothing, set his password, or nothing until he is invited
 * again, because the invitation has expired or was withdrawn.
 */
export function memberState(
  {
    disabledAt,
    hasPassword,
    invitedUntil,
  }: { disabledAt: Date | null; hasPassword: boolean; invitedUntil: Date | null },
  now: Date,
): MemberState {
  if (disabledAt) return "disabled";
  if (hasPassword) return "active";
  if (!invitedUntil) return "not_invited";
  return now < invitedUntil ? "invited" : "invitation_over";
}

// Without i, o, 0 and 1, which are mistaken for each other when somebody types the address of an SMS.
const ALPHABET = "abcdefghjklmnpqrstuvwxyz23456789";
// Tencent's templates take six characters a variable and no link in one, so the token is four variables with a dash
// between each two, behind an address that the vendor has approved. 24 of 32 characters are 120 bits.
const PARTS = 4;
const PART_LENGTH = 6;

export const INVITATION_BYTES = PARTS * PART_LENGTH;

const wellFormed = new RegExp(`^[${ALPHABET}]{${PART_LENGTH}}(?:-[${ALPHABET}]{${PART_LENGTH}}){${PARTS - 1}}$`);

/**
 * The secret part of an invitation's address from INVITATION_BYTES random bytes, "ab2cde-…-…-…". 256 is a multiple of
 * 32, so that every character is equally likely.
 */
export const invitationToken = (random: Uint8Array): string =>
  Array.from({ length: PARTS }, (_, part) =>
    Array.from(
      random.slice(part * PART_LENGTH, (part + 1) * PART_LENGTH),
      (byte) => ALPHABET[byte % ALPHABET.length],
    ).join(""),
  ).join("-");

/** The token of an address, also typed in capitals; null for what never was one. */
export function readInvitationToken(text: string): string | null {
  const token = text.trim().toLowerCase();
  return wellFormed.test(token) ? token : null;
}

/** The variables of the SMS, in their order. */
export function invitationParams(token: string): { part1: string; part2: string; part3: string; part4: string } {
  const [part1 = "", part2 = "", part3 = "", part4 = ""] = token.split("-");
  return { part1, part2, part3, part4 };
}

/** The text of the message. It names nobody. The SMS vendors have the same text as a template. */
export const invitationText = (address: string): string =>
  `您已被邀请使用学士学位外语报名系统管理端，请在${INVITATION_HOURS}小时内打开 ${address} 设置密码。链接只能使用一次，请勿转发。`;
