import { examSessionNews, examSessionRefusals } from "./exam-session";
import { appealNews, appealRefusals } from "./appeal";
import { seatingNews, seatingRefusals } from "./seating";
import { staffNews, staffRefusals } from "./staff";
import { reviewNews, reviewRefusals } from "./review";
import { accountNews, accountRefusals } from "./account";
import { admitCardNews, admitCardRefusals } from "./admit-card";
import { paymentDeskNews, paymentDeskRefusals } from "./payment-desk";
import { paymentNews, paymentRefusals } from "./payment";
import { registrationNews, registrationRefusals } from "./registration";
import { uploadNews, uploadRefusals } from "./upload";
import { rosterNews, rosterRefusals } from "./roster";

/** Refusals that belong to no domain: about signing in, and about what changed meanwhile. */
const commonRefusals = {
  registration_not_in_expected_status: "该报名的状态刚刚发生变化，请刷新页面查看最新情况。",
  status_has_changed: "报名的状态已经变化，请以本页显示的最新情况为准。",
  signed_out: "请先登录。如果刚才已经登录，可能是较长时间没有操作，系统已自动退出。",
  signed_out_text_kept:
    "登录已失效（较长时间没有操作，或在别处退出），刚才的内容没有提交。您填写的文字已为您保留，请在30分钟内重新登录，登录后会自动填回；选择的文件需要重新选择。",
  signed_out_file_lost:
    "登录已失效（较长时间没有操作，或在别处退出），刚才的内容没有提交。请重新登录后再次填写，并重新选择文件。",
  session_over: "登录已超时，已自动退出。请重新登录，已填写的内容会为您保留。",
  no_session: "目前没有正在进行的考试报名，请留意学校通知。",
};

const commonNews = { signed_off: "您已安全退出。" };

/**
 * Every code that a page may say, as the sentence that the user reads: what happened and what to do. Each domain's file
 * has its refusals, and apart from them its news. A refusal without a sentence does not compile.
 */
export const messages = {
  ...commonRefusals,
  ...commonNews,
  ...examSessionRefusals,
  ...examSessionNews,
  ...appealRefusals,
  ...appealNews,
  ...seatingRefusals,
  ...seatingNews,
  ...staffRefusals,
  ...staffNews,
  ...reviewRefusals,
  ...reviewNews,
  ...accountRefusals,
  ...accountNews,
  ...admitCardRefusals,
  ...admitCardNews,
  ...paymentDeskRefusals,
  ...paymentDeskNews,
  ...paymentRefusals,
  ...paymentNews,
  ...registrationRefusals,
  ...registrationNews,
  ...uploadRefusals,
  ...uploadNews,
  ...rosterRefusals,
  ...rosterNews,
};

export type MessageCode = keyof typeof messages;

export const isMessageCode = (code: string): code is MessageCode => Object.hasOwn(messages, code);
