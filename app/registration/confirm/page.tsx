import type { Metadata } from "next";
import type { ReactNode } from "react";
import { PrintedName } from "@/app/_components/printed-name";
import { itemLabel } from "@/app/_lib/id-type-guides";
import { requireStep } from "@/lib/auth/step";
import { outlineText } from "@/lib/adapter/pdf/renderer";
import { editableItems } from "@/lib/domain/registration/editable";
import { documentsNeeded, type Item, type UploadItem, uploadItems } from "@/lib/domain/registration/items";
import { type OwnDetails, ownDetails, unchangedItems } from "@/lib/domain/registration/queries/own-details";
import { DetailsRows, fieldLabel } from "../_components/details-rows";
import { OwnFiles } from "../_components/own-files";
import { StepFrame } from "../_components/step-frame";
import { ConfirmForm } from "./form";

export const metadata: Metadata = { title: "核对并提交报名" };

export default async function ConfirmPage() {
  const standing = await requireStep("confirm");
  const details = await ownDetails({ accountId: standing.accountId, examSessionId: standing.examSession.id });
  if (!details) throw new Error("the registration vanished between two reads");
  const editable = editableItems(details);
  const unchanged = await unchangedItems(details);
  const change = (item: Item, label: string): ReactNode =>
    editable.has(item) && (
      <a href={placeOf(item)} className="inline-flex min-h-11 items-center whitespace-nowrap sm:min-h-0">
        修改<span className="sr-only">{label}</span>
      </a>
    );

  return (
    <StepFrame standing={standing} page="confirm" title="请核对报名信息并提交">
      <section className="card mb-6">
        <h2 className="mb-3">考生信息</h2>
        <DetailsRows details={details} action={(field) => change(field, fieldLabel(field, details))} />
        <p className="mt-4 text-sm text-muted">姓名在准考证上将这样打印：</p>
        <PrintedName name={details.name ?? ""} outline={await outlineText(details.name ?? "")} />
      </section>
      <section className="card mb-6">
        <h2 className="mb-3">照片与材料</h2>
        <dl className="divide-y divide-line border-y border-line">
          {shownUploads(details).map((kind) => (
            <div
              key={kind}
              className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-2 py-3 sm:grid-cols-[9rem_minmax(0,1fr)_auto]"
            >
              <dt className="font-semibold">{itemLabel(kind, details.idType)}</dt>
              <dd className="col-span-2 row-start-2 sm:col-span-1 sm:row-start-auto">
                <OwnFiles kind={kind} label={itemLabel(kind, details.idType)} files={details.files} />
              </dd>
              <dd>{change(kind, itemLabel(kind, details.idType))}</dd>
            </div>
          ))}
        </dl>
      </section>
      <ConfirmForm
        version={details.version}
        name={details.name ?? ""}
        documentLabel={fieldLabel("documentNumber", details)}
        documentNumber={details.documentNumber ?? ""}
        school={details.school?.name ?? ""}
        unchanged={unchanged.map((item) => ({ href: placeOf(item), label: itemLabel(item, details.idType) }))}
      />
    </StepFrame>
  );
}

const placeOf = (item: Item) => `/registration/${item === "PORTRAIT" ? "portrait" : "details?from=confirm"}#${item}`;

/** All kinds, except one that this document does not need and that has no file. */
const shownUploads = ({ files, idType }: OwnDetails): UploadItem[] =>
  uploadItems.filter(
    (kind) => kind !== "ID_BACK" || documentsNeeded(idType).includes(kind) || files.some((file) => file.kind === kind),
  );
