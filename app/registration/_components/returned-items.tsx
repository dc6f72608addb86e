import { texts } from "@/app/_lib/texts";
import { itemLabel } from "@/app/_lib/id-type-guides";
import type { IdType } from "@/lib/adapter/db/enums";
import { type Item, items, uploadItems } from "@/lib/domain/registration/items";
import { SamplePicture } from "./sample-picture";

type Returned = { item: string; reason: string; withSample: boolean };

/** What was sent back and why, item by item; while it can be corrected, each with the way to its field. */
export async function ReturnedItems({
  items: returned,
  idType,
  editable,
}: {
  items: readonly Returned[];
  idType: IdType | null;
  editable: boolean;
}) {
  const { t } = await texts();

  return (
    <ul className="divide-y divide-line border-y border-line">
      {inOrder(returned).map(({ item, reason, withSample }) => {
        const label = t(itemLabel(item as Item, idType));
        return (
          <li key={item} className="flex flex-wrap items-baseline justify-between gap-x-4 py-2">
            <span className="min-w-0 flex-1">
              <strong>{label}</strong>：<span lang="zh-CN">{reason}</span>
            </span>
            {editable && (
              <a href={placeOf(item)} className="inline-flex min-h-11 items-center">
                {t("修改")}
                <span className="sr-only">{label}</span>
              </a>
            )}
            {withSample && <Sample item={item} idType={idType} />}
          </li>
        );
      })}
    </ul>
  );
}

/** The order of the form. */
const inOrder = (returned: readonly Returned[]): Returned[] =>
  returned.toSorted((a, b) => items.indexOf(a.item as Item) - items.indexOf(b.item as Item));

/** Where the correction begins: the portrait has a page of its own. */
export const firstPlace = (returned: readonly Returned[]): string =>
  returned.every(({ item }) => item === "PORTRAIT") ? "/registration/portrait" : "/registration/details";

function Sample({ item, idType }: { item: string; idType: IdType | null }) {
  const kind = uploadItems.find((upload) => upload === item);
  return (
    kind && (
      <div className="w-full">
        <SamplePicture kind={kind} idType={idType} />
      </div>
    )
  );
}

const placeOf = (item: string) => (item === "PORTRAIT" ? "/registration/portrait" : `/registration/details#${item}`);
