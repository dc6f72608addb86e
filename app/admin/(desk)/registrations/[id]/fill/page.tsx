import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { Notice } from "@/app/_components/notice";
import { itemLabel } from "@/app/_lib/id-type-guides";
import { categoryLabels, idTypeLabels, sexLabels } from "@/app/_lib/labels/registration";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { offered } from "@/lib/domain/exam-session/offered";
import { wholeExamSession } from "@/lib/domain/exam-session/queries";
import { editableFields, editableItems } from "@/lib/domain/registration/editable";
import { documentsNeeded, type Item } from "@/lib/domain/registration/items";
import { openFillingOf } from "@/lib/domain/registration/queries/filling";
import { chosenIn, ownDetails, toFormValues, unchangedItems } from "@/lib/domain/registration/queries/own-details";
import { ownUploads } from "@/lib/domain/registration/queries/own-files";
import { ownDecision } from "@/lib/domain/review/queries/own-decision";
import { PageHead } from "../../../../_components/page-head";
import type { DeskItemProps } from "../../../../_components/page-props";
import { DeskUpload, EndForm, FillForm, SubmitForm } from "./fill-forms";

export const metadata: Metadata = { title: "当面代填" };

export default async function FillPage({ params }: DeskItemProps) {
  const staff = await requireStaff(["EXAM_OFFICER"], "/admin/in-person");
  const { id } = await params;
  const now = new Date();
  const filling = z.uuid().safeParse(id).success
    ? await openFillingOf({ registrationId: id, staffId: staff.id, now })
    : null;
  // Over, somebody else's, or none: it begins with a code on the person's phone.
  if (!filling) redirect("/admin/in-person");
  const about = { kind: "registration", id };
  await lookAt(staff, "/admin/registrations/[id]/fill", about, undefined, ["documentNumber"]);
  const { accountId, examSessionId, status, version, faceConsentAt } = filling;
  const own = { accountId, examSessionId };
  const [details, whole, uploads, decision] = await Promise.all([
    ownDetails(own),
    wholeExamSession({ id: examSessionId }),
    ownUploads({ accountId, registrationId: id }),
    status === "RETURNED" ? ownDecision(own) : null,
  ]);
  if (!details) redirect("/admin/in-person");
  const editable = editableItems(filling);
  const fields = editableFields(filling).filter((field) => field !== "accommodation");
  const documents = documentsNeeded(details.idType).filter((kind) => editable.has(kind));
  const unchanged = await unchangedItems(details);
  const lists = offered(whole, chosenIn(details));
  const idType = details.idType;
  const count = (kind: string) => uploads.filter((upload) => upload.kind === kind).length;
  const needed = [...documentsNeeded(idType), "PORTRAIT" as const];
  const complete = details.detailsSavedAt !== null && needed.every((kind) => count(kind) > 0);
  return (
    <>
      <PageHead title="当面代填" lead={whole.title} />
      <Notice title="由您当面代填">
        <p>
          同意书：{filling.consent}
          。系统记录代填人和时间，考生会收到短信。先上传材料，再保存信息，然后上传登记照，最后提交。
        </p>
      </Notice>
      {decision && (
        <Notice tone="warn" title="审核退回的项目">
          <ul className="list-disc pl-5">
            {decision.items.map(({ item, reason }) => (
              <li key={item}>
                {itemLabel(item as Item, idType)}：{reason}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {documents.length > 0 && (
        <section aria-labelledby="files" className="card mb-4 max-w-4xl">
          <h2 id="files" className="mb-2">
            材料
          </h2>
          {documents.map((kind) => (
            <DeskUpload
              key={kind}
              id={id}
              kind={kind}
              label={itemLabel(kind, idType)}
              done={count(kind)}
              consent={false}
            />
          ))}
        </section>
      )}
      {(details.draft?.accommodation || details.accommodation) && (
        <p className="mb-4 max-w-4xl text-muted">
          考生已填写合理便利申请，代填保存时原样保留；修改请考生自己登录办理。
        </p>
      )}
      {fields.length > 0 && (
        <FillForm
          key={version}
          id={id}
          editable={fields}
          initial={{ ...toFormValues(details), ...details.draft }}
          graduationMonth={whole.graduationMonth}
          choices={{
            category: lists.categories.map((value) => ({ value, label: categoryLabels[value] })),
            sex: (["MALE", "FEMALE"] as const).map((value) => ({ value, label: sexLabels[value] })),
            idType: lists.idTypes.map((value) => ({ value, label: idTypeLabels[value] })),
            level: lists.levels.map((value) => ({ value, label: value })),
            language: lists.languages.map(({ id: value, name: label }) => ({ value, label })),
            school: lists.schools.map(({ id: value, name: label }) => ({ value, label })),
            teachingPoint: lists.schools.flatMap(({ name: school, teachingPoints }) =>
              teachingPoints.map(({ id: value, name: point }) => ({ value, label: `${school} · ${point}` })),
            ),
          }}
        />
      )}
      {details.detailsSavedAt && editable.has("PORTRAIT") && (
        <section aria-labelledby="portrait" className="card mb-4 max-w-4xl">
          <h2 id="portrait" className="mb-2">
            登记照
          </h2>
          <DeskUpload
            id={id}
            kind="PORTRAIT"
            label={itemLabel("PORTRAIT", idType)}
            done={count("PORTRAIT")}
            consent={faceConsentAt === null}
          />
        </section>
      )}
      {complete ? (
        <SubmitForm
          key={`submit ${version}`}
          id={id}
          version={version}
          unchanged={unchanged.map((item) => itemLabel(item, idType))}
        />
      ) : (
        <p className="card mb-4 max-w-4xl text-muted">信息已保存、材料和登记照都已上传后，可以在这里提交。</p>
      )}
      <EndForm id={id} />
    </>
  );
}
