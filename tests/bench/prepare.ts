import { cookieName, sessionToken } from "@/lib/auth/token";
import { db } from "@/lib/adapter/db/client";
import type { RegistrationStatus } from "@/lib/adapter/db/enums";
import { createAccount, createLoginSession, createRegistration, newDocument } from "../support/factories";

// Run in the bench's own environment: makes one signed-in candidate for each figure and prints what the figures need.

const examSession = await db().examSession.findFirstOrThrow({
  include: { schools: true, languages: { orderBy: { position: "asc" } } },
});

async function candidate(status: RegistrationStatus) {
  const account = await createAccount();
  const registration = await createRegistration({ status, accountId: account.id, examSessionId: examSession.id });
  const login = await createLoginSession({ accountId: account.id });
  return { registration, cookie: `${cookieName("candidate")}=${await sessionToken("candidate", login.id)}` };
}

/** One more than post their photos at once: the first warms the server up. */
const UPLOADERS = 21;
const uploaders = [];
for (let made = 0; made < UPLOADERS; made += 1) uploaders.push((await candidate("DRAFT")).cookie);

const draft = await candidate("DRAFT");
const submitted = await candidate("SUBMITTED");
const approved = await candidate("APPROVED");
const order = await db().paymentOrder.create({
  data: {
    registrationId: approved.registration.id,
    outTradeNo: "bench0000000000000001",
    channel: "NATIVE",
    status: "OPEN",
    amountFen: examSession.feeFen,
    createBody: {},
    prepay: "weixin://wxpay/bizpayurl?pr=bench",
    prepayAt: new Date(),
    timeExpire: examSession.paymentClosesAt,
  },
});

const values = {
  category: "ADULT_ENROLLED",
  name: "张三",
  sex: "MALE",
  idType: "RESIDENT_ID",
  documentNumber: newDocument(),
  level: examSession.levels[0],
  language: examSession.languages[0]?.id,
  school: examSession.schools[0]?.id,
  teachingPoint: "",
  studentNumber: "202300001",
  graduationMonth: "",
  accommodation: "",
};

process.stdout.write(
  JSON.stringify({
    uploaders,
    draft: { cookie: draft.cookie, values },
    submitted: { cookie: submitted.cookie },
    approved: { cookie: approved.cookie, orderId: order.id },
  }),
);
process.exit(0);
