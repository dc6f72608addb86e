import { cookieName, sessionToken } from "@/lib/auth/token";
import { db } from "@/lib/adapter/db/client";
import type { RegistrationStatus } from "@/lib/adapter/db/enums";
import { createAccount, createLoginSession, createRegistration, createStaff, newDocument } from "../support/factories";

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

/** Somebody who is through with everything, of whom a member of staff reads. */
const paid = await candidate("PAID");
const { accountId } = paid.registration;
const sent = (minute: number) => new Date(Date.now() - minute * 60_000);
await db().paymentOrder.create({
  data: {
    registrationId: paid.registration.id,
    outTradeNo: "bench0000000000000002",
    channel: "NATIVE",
    status: "SUCCEEDED",
    amountFen: examSession.feeFen,
    createBody: {},
    timeExpire: examSession.paymentClosesAt,
    successTime: new Date(),
  },
});
await db().smsMessage.createMany({
  data: Array.from({ length: 6 }, (_, index) => ({
    accountId,
    state: "SENT" as const,
    text: "您的学士学位外语考试报名已审核，请登录报名系统查看。",
    phoneMasked: "138****0000",
    dueAt: sent(index),
    sentAt: sent(index),
    createdAt: sent(index),
  })),
});
const officer = await createStaff({ role: "EXAM_OFFICER" });
const officerLogin = await createLoginSession({ staffId: officer.id });

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
    person: {
      id: paid.registration.id,
      cookie: `${cookieName("staff")}=${await sessionToken("staff", officerLogin.id)}`,
    },
    approved: { cookie: approved.cookie, orderId: order.id },
  }),
);
process.exit(0);
