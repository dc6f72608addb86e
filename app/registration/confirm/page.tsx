import { texts } from "@/app/_lib/texts";
import type { ReactNode } from "react";
import { PrintedName } from "@/app/_components/printed-name";
import { itemLabel } from "@/app/_lib/id-type-guides";
import { requireStep } from "@/lib/auth/step";
import { outlineText } from "@/lib/adapter/pdf/renderer";
import { editableItems } from "@/lib/domain/registration/editable";
import { documentsNeeded, type Item, type UploadItem, uploadItems } from "@/lib/domain/registration/items";
import { type OwnDetails, ownDetails, unchangedItems } from "@/lib/domain/registration/queries/own-details";
import { detailGroups } from "../_components/detail-groups";
import { DetailsRows, fieldLabel, fieldsOf } from "../_components/details-rows";
import { OwnFiles } from "../_components/own-files";
import { StepFrame } from "../_components/step-frame";
import { ConfirmForm } from "./form";

export const generateMetadata = async () => ({ title: (await texts()).t("核对并提交报名") });

export default async function ConfirmPage() {
  const { t } = await texts();

  const standing = await requireStep("confirm");
  const details = await ownDetails({ accountId: standing.accountId, examSessionId: standing.examSession.id });
  if (!details) throw new Error("the registration vanished between two reads");
  const editable = editableItems(details);
  const unchanged = await unchangedItems(details);
  const shown = fieldsOf(details);
  const printed = await outlineText(details.name ?? "");
  const change = (item: Item, label: string): ReactNode =>
    editable.has(item) && (
      <a href={placeOf(item)} className="inline-flex min-h-11 items-center whitespace-nowrap sm:min-h-0">
        {t("修改")}
        <span className="sr-only">{t(label)}</span>
      </a>
    );

  return (
    <StepFrame standing={standing} page="confirm" title={t("请核对报名信息并提交")}>
      <div className="card mb-5">
        {detailGroups.map(({ title, fields }) => (
          <section key={title} className="mb-6">
            <h2 className="mb-1">{t(title)}</h2>
            <DetailsRows
              details={details}
              fields={fields.filter((field) => shown.includes(field))}
              action={(field) => change(field, fieldLabel(field, details))}
            />
            {fields.includes("name") && (
              <div className="mt-2 flex flex-wrap items-center gap-x-3 text-sm text-muted">
                {t("姓名在准考证上将这样打印：")}
                <PrintedName name={details.name ?? ""} outline={printed} />
              </div>
            )}
          </section>
        ))}
        <section>
          <h2 className="mb-2">{t("材料")}</h2>
          <dl className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-4">
            {shownUploads(details).map((kind) => (
              <div key={kind} className="flex flex-col">
                <dt className="text-sm font-semibold">{t(itemLabel(kind, details.idType))}</dt>
                <dd className="mt-auto pt-1">
                  <OwnFiles kind={kind} label={itemLabel(kind, details.idType)} files={details.files} />
                </dd>
                <dd>{change(kind, itemLabel(kind, details.idType))}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
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

const placeOf = (item: Item) =>
  item === "PORTRAIT" ? "/registration/portrait" : `/registration/details?from=confirm#${item}`;

/** All kinds, except one that this document does not need and that has no file. */
const shownUploads = ({ files, idType }: OwnDetails): UploadItem[] =>
  uploadItems.filter(
    (kind) => kind !== "ID_BACK" || documentsNeeded(idType).includes(kind) || files.some((file) => file.kind === kind),
  );
