import { commonNews, commonRefusals } from "./common";
import { examSessionNews, examSessionRefusals } from "./exam-session";
import { accommodationNews, accommodationRefusals } from "./accommodation";
import { appealNews, appealRefusals } from "./appeal";
import { noticeNews, noticeRefusals } from "./notice";
import { correctionNews, correctionRefusals } from "./correction";
import { helpNews, helpRefusals } from "./help";
import { seatingNews, seatingRefusals } from "./seating";
import { passkeyNews, passkeyRefusals } from "./passkey";
import { staffNews, staffRefusals } from "./staff";
import { reviewNews, reviewRefusals } from "./review";
import { accountNews, accountRefusals } from "./account";
import { admitCardNews, admitCardRefusals } from "./admit-card";
import { paymentDeskNews, paymentDeskRefusals } from "./payment-desk";
import { paymentNews, paymentRefusals } from "./payment";
import { registrationNews, registrationRefusals } from "./registration";
import { uploadNews, uploadRefusals } from "./upload";
import { rosterNews, rosterRefusals } from "./roster";

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
  ...accommodationRefusals,
  ...accommodationNews,
  ...seatingRefusals,
  ...seatingNews,
  ...staffRefusals,
  ...staffNews,
  ...passkeyRefusals,
  ...passkeyNews,
  ...reviewRefusals,
  ...reviewNews,
  ...helpRefusals,
  ...helpNews,
  ...noticeRefusals,
  ...noticeNews,
  ...correctionRefusals,
  ...correctionNews,
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
