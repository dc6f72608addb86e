// Words that an attacker tries first here, with digits and punctuation around them: words about this system and its
// users, and the lucky numbers and keyboard patterns that are common in leaked Chinese passwords and missing in the
// general list (lib/adapter/crypto/seen-passwords.ts).
const words = `
  学士学位 学位外语 学士 学位 外语 英语 考试 报名 成人教育 成考 自考 考生 考务 密码 管理员 xueshixuewei xueweiwaiyu xuewei xueshi waiyu yingyu
  english degree bachelor exam kaoshi baoming chengkao zikao chengjiao jixujiaoyu hanshou zhuanshengben benke
  daxue xuexiao university student kaosheng xuesheng laoshi kaowu jiaowu guanliyuan admin administrator root
  staff demo test password passwd mima woaini aini woaiwojia woshishui iloveyou nihao zhongguo china qwerty
  qwert qwer asdfgh asdf zxcvbn zxcv qaz wsx edc abcd abc qq weixin wechat
`
  .trim()
  .split(/\s+/);

/** What an attacker may know about the person and the school. */
export type PasswordContext = { phone: string; names: readonly string[] };

/** A password in the form in which it is compared: full-width and capital letters make no difference. */
export const plainPassword = (password: string): string => password.normalize("NFKC").toLowerCase();

/**
 * Whether a password can be guessed without a list: a repetition or sequence, a date, the phone number, or only known
 * words with digits and punctuation around them.
 */
export function isGuessable(password: string, { phone, names }: PasswordContext): boolean {
  const plain = plainPassword(password);
  return isRepeated(plain) || isRun(plain) || isDate(plain) || holdsPhone(plain, phone) || isContext(plain, names);
}

const isRepeated = (plain: string) => /^(.{1,4})\1+$/u.test(plain);

/** abcdefgh, 87654321: each character follows the one before it, always in the same direction. */
function isRun(plain: string): boolean {
  const codes = Array.from(plain, (character) => character.codePointAt(0) ?? 0);
  return [1, -1].some((step) => codes.slice(1).every((code, index) => code - (codes[index] ?? 0) === step));
}

/** 19950213, 1995-02-13, 13021995 */
const isDate = (plain: string) =>
  /^(?:19|20)\d\d\D?(?:0[1-9]|1[0-2])\D?(?:0[1-9]|[12]\d|3[01])$|^(?:0[1-9]|[12]\d|3[01])\D?(?:0[1-9]|1[0-2])\D?(?:19|20)\d\d$/.test(
    plain,
  );

/** The whole number with other characters around it, or a part of it with at most three characters around. */
const holdsPhone = (plain: string, phone: string) =>
  plain.includes(phone) ||
  [...plain.matchAll(/\d{6,}/g)].some(([digits]) => phone.includes(digits) && plain.length - digits.length <= 3);

function isContext(plain: string, names: readonly string[]): boolean {
  const known = [...words, ...names.flatMap(partsOf)].sort((a, b) => b.length - a.length);
  const rest = known.reduce((left, word) => left.replaceAll(word, " "), plain);
  return rest !== plain && rest.replace(/[^\p{L}]/gu, "").length <= 2;
}

/** "Wuhan Polytechnic University" → its words, its initials, and the whole name without spaces. */
function partsOf(name: string): string[] {
  const parts = name
    .normalize("NFKC")
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter(Boolean);
  const initials = parts.map((part) => part[0]).join("");
  return [...parts, parts.join(""), initials].filter((part) => part.length >= 3);
}
