/** What a new password of a member of staff must be; `strict`: where STAFF_PASSWORD_POLICY says so. */
export const newPasswordHint = (strict: boolean): string =>
  strict
    ? "至少12个字符，包含大写字母、小写字母、数字、其他字符中的三种；不含姓名和手机号，不是最近5个用过的密码。每90天更换一次。"
    : "至少8个字符，不要使用手机号、日期等容易猜到的内容。";
