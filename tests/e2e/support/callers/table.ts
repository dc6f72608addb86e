import type { PersonName } from "./world";

// Who may do what: a row for every page, route, method and server action of the build, and a column for every caller.
// callers.spec.ts explains how to add a row. It compares this table with the build and with the running application.
//
// Callers.
//   owner: the candidate whose registration the row concerns (`owner=`, "paid" unless named).
//   other: another candidate.
//   in, out: a reviewer whose schools include the registration, and one whose schools do not.
//   disabled: a disabled administrator.
//   expired: an administrator and a candidate whose login sessions have expired.
//   foreign: another site, with an administrator's and the owner's cookies. A GET of it is a followed link, and the
//   site must not be able to read the answer.
//   half: an administrator who gave his password and has still to give his second factor. He has no column: he is
//   answered what a disabled administrator is, unless the row says `half=`.
// Routes.
//   ok: 200. login: redirected to sign in, or to give the second factor. on: redirected within this site. none: 404.
//   Otherwise the status.
// Actions.
//   login, none: stopped by the access check. block: refused because of its origin.
//   scope: passes the access check, then is refused or empty, because the caller's scope has no such registration.
//   own: works on the caller's own registration, whatever id is sent. may: does its work.
//   After every refused call the database is unchanged. After an allowed call it must have changed, unless the row says
//   `reads` (the action changes nothing, or the world has nothing to change).
//   `reveals`: the answer may contain the owner's whole document number, for the callers who may have it.

export const callers = [
  "anonymous",
  "owner",
  "other",
  "in",
  "out",
  "officer",
  "finance",
  "auditor",
  "admin",
  "disabled",
  "expired",
  "foreign",
  "half",
] as const;
export type Caller = (typeof callers)[number];

const routes = `
#                                          anonymous owner other in    out   officer finance auditor admin disabled expired foreign
# Everybody
GET  /                                     ok        ok    ok    ok    ok    ok      ok      ok      ok    ok       ok      ok
GET  /MP_verify_:name([0-9A-Za-z]+).txt    none      none  none  none  none  none    none    none    none  none     none    none
GET  /display                              ok        ok    ok    ok    ok    ok      ok      ok      ok    ok       ok      ok
GET  /exam-sessions                        ok        ok    ok    ok    ok    ok      ok      ok      ok    ok       ok      ok
GET  /faq                                  ok        ok    ok    ok    ok    ok      ok      ok      ok    ok       ok      ok
GET  /manifest.webmanifest                 ok        ok    ok    ok    ok    ok      ok      ok      ok    ok       ok      ok
GET  /school-pictures/[hash]               ok        ok    ok    ok    ok    ok      ok      ok      ok    ok       ok      ok
GET  /card-link/[token]                    ok        ok    ok    ok    ok    ok      ok      ok      ok    ok       ok      ok
GET  /login                                ok        on    on    ok    ok    ok      ok      ok      ok    ok       ok      on
GET  /newlogin.aspx                        login     login login login login login   login   login   login login    login   login
GET  /privacy                              ok        ok    ok    ok    ok    ok      ok      ok      ok    ok       ok      ok
GET  /appeal                               ok        ok    ok    ok    ok    ok      ok      ok      ok    ok       ok      ok
GET  /appeal/status                        ok        ok    ok    ok    ok    ok      ok      ok      ok    ok       ok      ok
GET  /register                             ok        on    on    ok    ok    ok      ok      ok      ok    ok       ok      on
GET  /reset-password                       ok        ok    ok    ok    ok    ok      ok      ok      ok    ok       ok      ok
GET  /reset-password/new                   on        on    on    on    on    on      on      on      on    on       on      on
GET  /reset-password/not-mine              on        on    on    on    on    on      on      on      on    on       on      on
# Routes beside the pages
GET  /api/admit-cards/[id]                 login     ok    none  none  none  ok      none    none    ok    login    login   ok
GET  /api/admit-cards/[id]/picture         login     ok    none  none  none  ok      none    none    ok    login    login   ok
GET  /api/admit-cards/[id]/pledge          login     ok    none  none  none  ok      none    none    ok    login    login   ok
GET  /api/auth/[...nextauth]               ok        ok    ok    ok    ok    ok      ok      ok      ok    ok       ok      ok
# What the submitted candidate added to his request.
GET  /api/evidence/[id]                    none      ok    none  none  none  ok      none    ok      ok    none     none    ok  owner=submitted
GET  /api/exam-calendar                    login     ok    on    login login login   login   login   login login    login   ok
GET  /api/files/[id]                       none      ok    none  ok    none  ok      none    ok      ok    none     none    ok  owner=submitted
GET  /api/health                           ok        ok    ok    ok    ok    ok      ok      ok      ok    ok       ok      ok
GET  /api/health/alive                     ok        ok    ok    ok    ok    ok      ok      ok      ok    ok       ok      ok
GET  /api/health/ready                     ok        ok    ok    ok    ok    ok      ok      ok      ok    ok       ok      ok
GET  /api/payments/[id]/status             none      ok    none  none  none  none    none    none    none  none     none    ok
GET  /api/payments/receipts/[orderId]      none      ok    none  none  none  ok      ok      ok      ok    none     none    ok
GET  /api/registration/mark                401       ok    ok    401   401   401     401     401     401   401      401     ok
GET  /api/registration/slip                login     ok    ok    login login login   login   login   login login    login   ok
GET  /api/reviews/live                     401       401   401   ok    ok    ok      401     ok      ok    401      401     ok
GET  /api/roster/[id]/errors               login     login login none  none  ok      none    ok      ok    login    login   ok
GET  /api/roster/template                  login     login login none  none  ok      none    ok      ok    login    login   ok
GET  /api/session                          401       ok    ok    401   401   401     401     401     401   401      401     ok
GET  /api/staff-sso/callback               login     login login login login login   login   login   login login    login   login
GET  /api/staff-sso/start                  on        on    on    on    on    on      on      on      on    on       on      on
GET  /api/wechat-oauth/callback            login     on    on    login login login   login   login   login login    on      on
GET  /api/wechat-oauth/start               login     on    on    login login login   login   login   login login    on      on
GET  /api/wechat-verification/[name]       none      none  none  none  none  none    none    none    none  none     none    none
POST /api/auth/[...nextauth]               none      none  none  none  none  none    none    none    none  none     none    403
# Ends nobody's session here: the form does not say whose. tests/e2e/sign-in-doors.spec.ts signs out.
POST /api/sign-out                         400       400   400   400   400   400     400     400     400   400      400     403
# The form names no exam session: tests/e2e/desk-frame.spec.ts switches to one.
POST /api/desk/exam-session                login     login login on    on    on      on      on      on    login    login   403  reads
# The form names no exam session: tests/e2e/exam-sessions.spec.ts chooses one.
POST /api/exam-session                     on        on    on    on    on    on      on      on      on    on       on      403  reads
POST /api/display                          on        on    on    on    on    on      on      on      on    on       on      403  reads
POST /api/sessions/[id]/pictures           login     login login none  none  on      none    none    on    login    login   403
# Whoever has the token; here nobody has. tests/e2e/card-link.spec.ts opens one.
POST /api/card-links/[token]               on        on    on    on    on    on      on      on      on    on       on      403
# Of a correction by staff, and without a file; tests/integration/evidence has the candidate's own and the appeal's.
POST /api/evidence                         login     login login none  none  on      none    none    on    login    login   403
# Nobody of them fills in for the person now: tests/e2e/desk-person.spec.ts does.
POST /api/desk-uploads/[id]                login     login login none  none  on      none    none    on    login    login   403
POST /api/lists/[list]                     login     login login none  none  ok      ok      ok      ok    login    login   403
POST /api/payments/exports                 login     login login none  none  none    ok      ok      ok    login    login   403
POST /api/reviews/[id]/claim               401       401   401   409   ok    409     401     401     409   401      401     403
POST /api/reviews/[id]/release             401       401   401   204   204   204     401     401     204   401      401     403
POST /api/roster                           login     login login none  none  on      none    none    on    login    login   403
POST /api/uploads                          login     on    on    login login login   login   login   login login    login   403
# For whoever does not know the secret part of the address it does not exist.
POST /api/sms-receipts/[vendor]/[secret]   none      none  none  none  none  none    none    none    none  none     none    403
POST /api/wechat-pay/notify                401       401   401   401   401   401     401     401     401   401      401     403
# The candidate's steps
GET  /account                              login     ok    ok    login login login   login   login   login login    login   ok
GET  /account/phone                        login     ok    ok    login login login   login   login   login login    login   ok
GET  /account/phone/new                    login     on    on    login login login   login   login   login login    login   on
GET  /registration                         login     ok    ok    login login login   login   login   login login    login   ok
GET  /registration/accommodation           login     ok    ok    login login login   login   login   login login    login   ok
GET  /registration/admit-card              login     ok    on    login login login   login   login   login login    login   ok
GET  /registration/appeal                  login     ok    ok    login login login   login   login   login login    login   ok
GET  /registration/correction              login     ok    ok    login login login   login   login   login login    login   ok
GET  /registration/exchange                login     ok    ok    login login login   login   login   login login    login   ok
GET  /registration/confirm                 login     ok    on    login login login   login   login   login login    login   ok  owner=draft
GET  /registration/details                 login     ok    on    login login login   login   login   login login    login   ok  owner=draft
GET  /registration/exam                    login     ok    on    login login login   login   login   login login    login   ok
GET  /registration/form                    login     ok    ok    login login login   login   login   login login    login   ok
GET  /registration/ineligible              login     ok    on    login login login   login   login   login login    login   ok  owner=draft
GET  /registration/notice                  login     ok    on    login login login   login   login   login login    login   ok  owner=draft
GET  /registration/paid                    login     ok    on    login login login   login   login   login login    login   ok
GET  /registration/payment                 login     ok    ok    login login login   login   login   login login    login   ok  owner=approved
GET  /registration/portrait                login     ok    on    login login login   login   login   login login    login   ok  owner=draft
GET  /registration/review                  login     ok    ok    login login login   login   login   login login    login   ok  owner=submitted
GET  /registration/submitted               login     ok    on    login login login   login   login   login login    login   ok  owner=submitted
POST /registration/details/draft           401       422   422   401   401   401     401     401     401   401      401     403  owner=draft
POST /registration/details/name            401       ok    ok    401   401   401     401     401     401   401      401     403
POST /registration/portrait/face           401       422   422   401   401   401     401     401     401   401      401     403  owner=draft
# The desks
GET  /admin                                login     login login ok    ok    ok      ok      ok      ok    login    login   ok
GET  /admin/accommodations                 login     login login ok    ok    ok      none    ok      ok    login    login   ok
GET  /admin/accommodations/[id]            login     login login ok    none  ok      none    ok      ok    login    login   ok
GET  /admin/account                        login     login login ok    ok    ok      ok      ok      ok    login    login   ok
GET  /admin/identity                       login     login login ok    ok    ok      ok      ok      ok    login    login   ok
GET  /admin/appeals                        login     login login none  none  ok      none    ok      ok    login    login   ok
GET  /admin/appeals/[id]                   login     login login none  none  ok      none    ok      ok    login    login   ok
GET  /admin/appeals/requests/[id]          login     login login none  none  ok      none    ok      ok    login    login   ok
GET  /admin/appeals/corrections/[id]       login     login login none  none  ok      none    ok      ok    login    login   ok
GET  /admin/appeals/phones/[id]            login     login login none  none  ok      none    ok      ok    login    login   ok
GET  /admin/login                          ok        ok    ok    on    on    on      on      on      on    ok       ok      on
GET  /admin/messages                       login     login login none  none  ok      none    ok      ok    login    login   ok
GET  /admin/messages/[id]                  login     login login none  none  ok      none    ok      ok    login    login   ok
GET  /admin/messages/log                   login     login login none  none  ok      none    ok      ok    login    login   ok
GET  /admin/messages/new                   login     login login none  none  ok      none    none    ok    login    login   ok
GET  /admin/messages/rules                 login     login login none  none  ok      none    ok      ok    login    login   ok
GET  /admin/notices                         login     login login none  none  ok      none    ok      ok    login    login   ok
GET  /admin/notices/[id]                    login     login login none  none  ok      none    none    ok    login    login   ok
GET  /admin/notices/new                     login     login login none  none  ok      none    none    ok    login    login   ok
GET  /admin/payments                       login     login login none  none  ok      ok      ok      ok    login    login   ok
GET  /admin/payments/[orderId]             login     login login none  none  ok      ok      ok      ok    login    login   ok
GET  /admin/payments/closing               login     login login none  none  ok      ok      ok      ok    login    login   ok
GET  /admin/payments/exceptions            login     login login none  none  ok      ok      ok      ok    login    login   ok
GET  /admin/payments/refunds               login     login login none  none  ok      ok      ok      ok    login    login   ok
GET  /admin/payments/refunds/[id]          login     login login none  none  ok      ok      ok      ok    login    login   ok
GET  /admin/payments/refunds/new           login     login login none  none  ok      ok      none    ok    login    login   ok
GET  /admin/payments/waive/[id]            login     login login none  none  ok      ok      none    ok    login    login   ok
GET  /admin/payments/waivers               login     login login none  none  ok      ok      ok      ok    login    login   ok
GET  /admin/registrations                  login     login login ok    ok    ok      none    ok      ok    login    login   ok
GET  /admin/registrations/[id]             login     login login ok    none  ok      ok      ok      ok    login    login   ok  owner=submitted
GET  /admin/registrations/[id]/phone       login     login login none  none  ok      none    none    ok    login    login   ok  owner=submitted
# The administrator fills in for him.
GET  /admin/registrations/[id]/fill        login     login login none  none  on      none    none    ok    login    login   ok  owner=consenting  reveals
GET  /admin/in-person                      login     login login none  none  ok      none    none    ok    login    login   ok
GET  /admin/registrations/[id]/exchange    login     login login none  none  ok      none    ok      ok    login    login   ok
GET  /admin/registrations/[id]/correct     login     login login none  none  ok      none    none    ok    login    login   ok  owner=submitted
GET  /admin/reviews                        login     login login ok    ok    ok      none    ok      ok    login    login   ok
GET  /admin/reviews/[id]                   login     login login ok    none  ok      none    ok      ok    login    login   ok  owner=submitted reveals
GET  /admin/reviews/bulk                   login     login login ok    ok    ok      none    none    ok    login    login   ok
GET  /admin/reviews/bulk/runs              login     login login ok    ok    ok      none    ok      ok    login    login   ok
GET  /admin/reviews/bulk/runs/[id]         login     login login none  none  ok      none    ok      ok    login    login   ok
GET  /admin/reviews/reasons                login     login login ok    ok    ok      none    ok      ok    login    login   ok
GET  /admin/reviews/throughput             login     login login ok    ok    ok      none    ok      ok    login    login   ok
GET  /admin/roster                         login     login login none  none  ok      none    ok      ok    login    login   ok
GET  /admin/roster/[id]                    login     login login none  none  ok      none    ok      ok    login    login   ok
GET  /admin/search                         login     login login ok    ok    ok      ok      ok      ok    login    login   ok
GET  /admin/seating                        login     login login none  none  ok      none    none    ok    login    login   ok
GET  /admin/seating/arrange                login     login login none  none  ok      none    none    ok    login    login   ok
GET  /admin/seating/publish                login     login login none  none  on      none    none    on    login    login   on
GET  /admin/seating/take-back              login     login login none  none  on      none    none    on    login    login   on
GET  /admin/seating/rooms/[id]             login     login login none  none  ok      none    none    ok    login    login   ok
GET  /admin/seating/rooms/[id]/edit        login     login login none  none  ok      none    none    ok    login    login   ok
GET  /admin/sessions                       login     login login none  none  ok      none    none    ok    login    login   ok
GET  /admin/sessions/[id]                  login     login login none  none  ok      none    none    ok    login    login   ok
GET  /admin/sessions/[id]/publish          login     login login none  none  ok      none    none    ok    login    login   ok
GET  /admin/sessions/[id]/texts            login     login login none  none  ok      none    none    ok    login    login   ok
GET  /admin/sessions/new                   login     login login none  none  ok      none    none    ok    login    login   ok
GET  /admin/second-factor                  login     login login ok    ok    ok      ok      ok      ok    login    login   ok  half=ok
GET  /admin/invitation                     ok        ok    ok    ok    ok    ok      ok      ok      ok    ok       ok      ok
GET  /admin/invitation/[token]             on        on    on    on    on    on      on      on      on    on       on      on
GET  /admin/set-password                   ok        ok    ok    on    on    on      on      on      on    ok       ok      on
GET  /admin/audit                          login     login login none  none  none    none    ok      ok    login    login   ok
GET  /admin/staff                          login     login login none  none  none    none    none    ok    login    login   ok
GET  /admin/staff/[id]                     login     login login none  none  none    none    none    ok    login    login   ok
GET  /admin/staff/new                      login     login login none  none  none    none    none    ok    login    login   ok
`;
const actions = `
#                                          anonymous owner other in    out   officer finance auditor admin disabled expired foreign
# Everybody may try to sign in, and foreign pages may not.
signInAction                               may       may   may   may   may   may     may     may     may   may      may     block  reads
registerAction                             may       may   may   may   may   may     may     may     may   may      may     block  reads
confirmPhoneAction                         may       may   may   may   may   may     may     may     may   may      may     block  reads
newPasswordAction                          may       may   may   may   may   may     may     may     may   may      may     block  reads
leaveAccountAction                         may       may   may   may   may   may     may     may     may   may      may     block  reads
filePhoneAppealAction                      may       may   may   may   may   may     may     may     may   may      may     block  reads
openPhoneAppealsAction                     may       may   may   may   may   may     may     may     may   may      may     block  reads
signInStaffAction                          may       may   may   may   may   may     may     may     may   may      may     block  reads
setStaffPasswordAction                     may       may   may   may   may   may     may     may     may   may      may     block  reads
acceptInvitationAction                     may       may   may   may   may   may     may     may     may   may      may     block  reads
# Review
searchAction                               login     login login may   scope may     none    may     may   login    login   block  reads
deskSearchAction                           login     login login may   scope may     scope   may     may   login    login   block  reads
writeNameAction                            login     login login may   scope may     none    none    may   login    login   block
approveAction                              login     login login may   scope may     none    none    may   login    login   block
sendBackAction                             login     login login may   scope may     none    none    may   login    login   block
refuseAction                               login     login login may   scope may     none    none    may   login    login   block
undoAction                                 login     login login may   scope may     none    none    may   login    login   block
releaseAction                              login     login login none  none  none    none    none    may   login    login   block
startBulkAction                            login     login login may   scope may     none    none    may   login    login   block
stopBulkAction                             login     login login may   scope may     none    none    may   login    login   block
nextAction                                 login     login login may   may   may     none    none    may   login    login   block
addReasonAction                            login     login login none  none  may     none    none    may   login    login   block
rewordReasonAction                         login     login login none  none  may     none    none    may   login    login   block
retireReasonAction                         login     login login none  none  may     none    none    may   login    login   block
answerAppealAction                         login     login login none  none  may     none    none    may   login    login   block
decidePhoneAppealAction                    login     login login none  none  may     none    none    may   login    login   block
limitReviewerAction                        login     login login none  none  none    none    none    may   login    login   block
addStaffAction                             login     login login none  none  none    none    none    may   login    login   block
editStaffAction                            login     login login none  none  none    none    none    may   login    login   block
disableStaffAction                         login     login login none  none  none    none    none    may   login    login   block
enableStaffAction                          login     login login none  none  none    none    none    may   login    login   block
inviteStaffAction                          login     login login none  none  none    none    none    may   login    login   block
unbindMemberSsoAction                      login     login login none  none  none    none    none    may   login    login   block
withdrawInvitationAction                   login     login login none  none  none    none    none    may   login    login   block
resetSecondFactorAction                    login     login login none  none  none    none    none    may   login    login   block
endLoginsAction                            login     login login none  none  none    none    none    may   login    login   block
# Requests for 合理便利; only whoever decided may undo: here the reviewer in scope.
decideAccommodationAction                  login     login login may   scope may     none    none    may   login    login   block
undoAccommodationAction                    login     login login may   scope scope   none    none    scope login    login   block
# Help for one candidate: acts for the exam office, notes for whoever works with him
endCandidateLoginsAction                   login     login login none  none  may     none    none    may   login    login   block
extendStepAction                           login     login login none  none  may     none    none    may   login    login   block
reopenItemsAction                          login     login login none  none  may     none    none    may   login    login   block
cancelRegistrationAction                   login     login login none  none  may     none    none    may   login    login   block
changePhoneAction                          login     login login none  none  may     none    none    may   login    login   block
answerRequestAction                        login     login login none  none  may     none    none    may   login    login   block
# Sends a code to a phone.
openFillingAction                          login     login login none  none  may     none    none    may   login    login   block
# The administrator fills in for somebody; of another version nothing is handed in.
fillDetailsAction                          login     login login none  none  scope   none    none    may   login    login   block
submitFillingAction                        login     login login none  none  scope   none    none    scope login    login   block
endFillingAction                           login     login login none  none  scope   none    none    may   login    login   block
openExchangeAction                         login     login login none  none  may     none    none    may   login    login   block
# Opened by the reviewer who is nobody's caller, and handed in; either may refuse it.
decideExchangeAction                       login     login login none  none  may     none    none    may   login    login   block
withdrawExchangeAction                     login     login login none  none  may     none    none    may   login    login   block
proposeCorrectionAction                    login     login login none  none  may     none    none    may   login    login   block
decideCorrectionAction                     login     login login none  none  may     none    none    may   login    login   block
# Only whoever proposed it may withdraw: here the administrator.
withdrawCorrectionAction                   login     login login none  none  scope   none    none    may   login    login   block
addNoteAction                              login     login login may   scope may     may     none    may   login    login   block
# Everybody on the staff, for himself alone
bindSsoAction                              login     login login may   may   may     may     may     may   login    login   block  reads
unbindSsoAction                            login     login login may   may   may     may     may     may   login    login   block  reads
changePasswordAction                       login     login login may   may   may     may     may     may   login    login   block  reads
endOwnLoginsAction                         login     login login may   may   may     may     may     may   login    login   block  reads
replaceSecondFactorAction                  login     login login may   may   may     may     may     may   login    login   block  reads
beginPasskeyAction                         login     login login may   may   may     may     may     may   login    login   block  reads
addPasskeyAction                           login     login login may   may   may     may     may     may   login    login   block  reads
removePasskeyAction                        login     login login may   may   may     may     may     may   login    login   block  reads
confirmIdentityAction                      login     login login may   may   may     may     may     may   login    login   block  reads
# Between the password and the desk; a login's row is compared for its end alone.
beginSecondFactorAction                    login     login login may   may   may     may     may     may   login    login   block  reads half=may
confirmSecondFactorAction                  login     login login may   may   may     may     may     may   login    login   block  reads half=may
giveSecondFactorAction                     login     login login may   may   may     may     may     may   login    login   block  reads half=may
renewPasswordAction                        login     login login may   may   may     may     may     may   login    login   block  reads
askPasskeyAction                           login     login login may   may   may     may     may     may   login    login   block  reads half=may
givePasskeyAction                          login     login login may   may   may     may     may     may   login    login   block  reads half=may
saveListAction                             login     login login none  none  may     may     may     may   login    login   block
saveViewAction                             login     login login none  none  may     may     may     may   login    login   block
deleteViewAction                           login     login login none  none  may     may     may     may   login    login   block  reads
# Administrators again
liftSignInLimitsAction                     login     login login none  none  none    none    none    may   login    login   block
# Notices
saveNoticeAction                           login     login login none  none  may     none    none    may   login    login   block
withdrawNoticeAction                       login     login login none  none  may     none    none    may   login    login   block
startCampaignAction                        login     login login none  none  may     none    none    may   login    login   block
stopCampaignAction                         login     login login none  none  may     none    none    may   login    login   block
testSmsAction                              login     login login none  none  may     none    none    may   login    login   block  reads
resendSmsAction                            login     login login none  none  may     none    none    may   login    login   block  reads
switchSmsAction                            login     login login none  none  may     none    none    may   login    login   block
restoreNoticeAction                        login     login login none  none  may     none    none    may   login    login   block
# Roster, sessions, seats
chooseTableAction                          login     login login none  none  may     none    none    may   login    login   block  reads
confirmColumnsAction                       login     login login none  none  may     none    none    may   login    login   block  reads
reopenColumnsAction                        login     login login none  none  may     none    none    may   login    login   block  reads
confirmImportAction                        login     login login none  none  may     none    none    may   login    login   block  reads
cancelImportAction                         login     login login none  none  may     none    none    may   login    login   block
createSessionAction                        login     login login none  none  may     none    none    may   login    login   block
updateSessionAction                        login     login login none  none  may     none    none    may   login    login   block
publishSessionAction                       login     login login none  none  may     none    none    may   login    login   block
setNewcomersAction                         login     login login none  none  may     none    none    may   login    login   block
setArchivedAction                          login     login login none  none  may     none    none    may   login    login   block
unpublishSessionAction                     login     login login none  none  may     none    none    may   login    login   block
deleteSessionAction                        login     login login none  none  may     none    none    may   login    login   block
saveRoomAction                             login     login login none  none  may     none    none    may   login    login   block
deleteRoomAction                           login     login login none  none  may     none    none    may   login    login   block
assignSeatsAction                          login     login login none  none  may     none    none    may   login    login   block
takeBackSeatsAction                        login     login login none  none  may     none    none    may   login    login   block
publishCardsAction                         login     login login none  none  may     none    none    may   login    login   block
assignLatecomersAction                     login     login login none  none  may     none    none    may   login    login   block
# Money
queryOrderAction                           login     login login none  none  may     may     none    may   login    login   block  reads
searchPaymentsAction                       login     login login none  none  may     may     may     may   login    login   block  reads
seeAlertAction                             login     login login none  none  none    may     none    may   login    login   block  reads
resolveExceptionAction                     login     login login none  none  none    may     none    may   login    login   block
retryRefundAction                          login     login login none  none  none    may     none    may   login    login   block
decideRefundAction                         login     login login none  none  none    may     none    may   login    login   block
# Only whoever asked may withdraw: here the administrator.
withdrawRefundAction                       login     login login none  none  scope   scope   none    may   login    login   block
decideWaiverAction                         login     login login none  none  none    may     none    may   login    login   block
withdrawWaiverAction                       login     login login none  none  scope   scope   none    may   login    login   block
waiveFeeAction                             login     login login none  none  may     may     none    may   login    login   block
refundOneAction                            login     login login none  none  may     may     none    may   login    login   block
refundManyAction                           login     login login none  none  may     may     none    may   login    login   block
refundSessionAction                        login     login login none  none  none    may     none    may   login    login   block
# The candidate's own
startRegistrationAction                    login     may   own   login login login   login   login   login login    login   block  owner=draft
fileRequestAction                          login     may   own   login login login   login   login   login login    login   block  owner=approved
takeOverAction                             login     may   own   login login login   login   login   login login    login   block  reads owner=draft
saveDetailsAction                          login     may   own   login login login   login   login   login login    login   block  owner=draft
confirmPortraitAction                      login     may   own   login login login   login   login   login login    login   block  reads owner=draft
# Seats are drawn, so that nothing can be asked; taking back is open.
askAccommodationAction                     login     may   own   login login login   login   login   login login    login   block  reads
withdrawAccommodationAction                login     may   own   login login login   login   login   login login    login   block
openAppealAction                           login     may   own   login login login   login   login   login login    login   block  reads owner=draft
submitAction                               login     may   own   login login login   login   login   login login    login   block  owner=draft
changeOwnPasswordAction                    login     may   may   login login login   login   login   login login    login   block  reads
endCandidateLoginAction                    login     may   may   login login login   login   login   login login    login   block  reads
confirmFormerPhoneAction                   login     may   may   login login login   login   login   login login    login   block  reads
changeOwnPhoneAction                       login     may   may   login login login   login   login   login login    login   block  reads
withdrawAction                             login     may   own   login login login   login   login   login login    login   block  owner=withdrawable
withdrawFaceConsentAction                  login     may   own   login login login   login   login   login login    login   block  owner=consenting
cardLinkAction                             login     may   own   login login login   login   login   login login    login   block  reads
openOrderAction                            login     may   own   login login login   login   login   login login    login   block  owner=approved
refreshOrderAction                         login     may   own   login login login   login   login   login login    login   block  reads owner=approved
`;

/**
 * `owner`: whose registration it is; `reads`: as it is sent it changes nothing for anybody, so that only the gate's own
 * answer shows the refusal, and no cell may rest on "nothing has changed" alone; `reveals`: answers with the owner's
 * whole document number, to whom may have it.
 */
export type Row = { name: string; cells: string[]; owner: PersonName; reads: boolean; reveals: boolean };

function parse(line: string): Row {
  const words = line.trim().split(/\s+/);
  const isRoute = /^(?:GET|POST|PUT|PATCH|DELETE)$/.test(words[0] ?? "");
  const [name, rest] = isRoute ? [words.slice(0, 2).join(" "), words.slice(2)] : [words[0] ?? "", words.slice(1)];
  const columns = callers.length - 1;
  const [cells, marks] = [rest.slice(0, columns), rest.slice(columns)];
  const half = marks.find((mark) => mark.startsWith("half="))?.slice(5) ?? cells[callers.indexOf("disabled")] ?? "";
  const owner = marks.find((mark) => mark.startsWith("owner="))?.slice(6) ?? "paid";
  return {
    name,
    cells: [...cells, half],
    owner: owner as PersonName,
    reads: marks.includes("reads"),
    reveals: marks.includes("reveals"),
  };
}

export const rowsOf = (kind: "route" | "action"): Row[] =>
  (kind === "route" ? routes : actions)
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.trim().startsWith("#"))
    .map(parse);
