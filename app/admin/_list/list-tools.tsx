import type { ReactNode } from "react";
import { ActionForm } from "@/app/_components/action-form";
import { PrintButton } from "@/app/_components/print-button";
import { SubmitButton } from "@/app/_components/submit-button";
import { MAX_EXPORTED_ROWS, MAX_VIEW_NAME, pageSizes } from "@/lib/domain/account/list-settings";
import { deleteViewAction, saveListAction } from "./actions";
import { DeskKeys } from "./desk-keys";
import type { DeskList } from "./desk-list";
import { SaveViewForm } from "./save-view-form";

/** Beside the heading of a list: its saved views, its look, export and print. All but print are plain forms. */
export function ListTools<Row>({ list, sheet = "list" }: { list: DeskList<Row>; sheet?: "list" | "queue" }) {
  return (
    <div className="desk-tools no-print">
      <Views list={list} />
      <Look list={list} />
      {/* A download, so it is a plain form. It is a post, because the download is recorded. */}
      <form action={`/api/lists/${list.name}`} method="post">
        <input type="hidden" name="query" value={list.query} />
        <button
          type="submit"
          className="button"
          title={`导出当前筛选结果，最多 ${MAX_EXPORTED_ROWS} 行；号码已隐去，导出会记录`}
        >
          导出 CSV
        </button>
      </form>
      <PrintButton className="button">打印</PrintButton>
      <DeskKeys sheet={sheet} />
    </div>
  );
}

function Views<Row>({ list: { name, query, settings, viewAddress } }: { list: DeskList<Row> }) {
  return (
    <details name="list-menu">
      <summary>视图{settings.own.length > 0 && `（${settings.own.length}）`} ▾</summary>
      <div className="desk-menu">
        {settings.own.length + settings.shared.length === 0 && (
          <p className="mb-2 text-muted">把当前的筛选、排序和列存为视图，以后一点即到。</p>
        )}
        {settings.own.length > 0 && (
          <ul className="mb-2 divide-y divide-line">
            {settings.own.map((view) => (
              <li key={view.id} className="flex items-center justify-between gap-4 py-1">
                <a href={viewAddress(view.query)} className="min-h-8 content-center">
                  {view.name}
                  {view.shared && <span className="ml-2 text-muted">共享</span>}
                </a>
                <DeleteView list={name} {...view} />
              </li>
            ))}
          </ul>
        )}
        {settings.shared.length > 0 && (
          <>
            <p className="text-muted">同事共享</p>
            <ul className="mb-2">
              {settings.shared.map((view) => (
                <li key={view.id} className="flex items-center justify-between gap-4 py-1">
                  <a href={viewAddress(view.query)} className="min-h-8 content-center">
                    {view.name}
                    <span className="ml-2 text-muted">{view.staff.name}</span>
                  </a>
                  {settings.deletesShared && <DeleteView list={name} {...view} />}
                </li>
              ))}
            </ul>
          </>
        )}
        <SaveViewForm list={name} query={query} maxLength={MAX_VIEW_NAME} />
      </div>
    </details>
  );
}

const DeleteView = ({ list, id, name }: { list: string; id: string; name: string }) => (
  <ActionForm action={deleteViewAction}>
    <input type="hidden" name="list" value={list} />
    <input type="hidden" name="id" value={id} />
    <SubmitButton className="button" busy="正在删除…">
      删除<span className="sr-only">视图：{name}</span>
    </SubmitButton>
  </ActionForm>
);

/** Columns in their order, page size and density. What is shown comes first; ↑ moves a column one place forward. */
function Look<Row>({ list: { name, columns, shown, settings, address } }: { list: DeskList<Row> }) {
  const visible = shown.filter(({ acts }) => !acts);
  const hidden = columns.filter((column) => !column.acts && !visible.includes(column));
  return (
    <details name="list-menu">
      <summary>显示 ▾</summary>
      <ActionForm action={saveListAction} className="desk-menu">
        <input type="hidden" name="list" value={name} />
        <input type="hidden" name="back" value={address({ columns: undefined })} />
        <fieldset className="w-full">
          <legend className="text-muted">列</legend>
          {/* Pressing Enter saves; without this button it would move the first column. */}
          <button type="submit" className="sr-only" tabIndex={-1} aria-hidden="true">
            保存
          </button>
          {[...visible, ...hidden].map((column, index) => (
            <div key={column.key} className="flex min-h-8 items-center justify-between gap-6">
              <label className="flex min-h-8 grow cursor-pointer items-center gap-2">
                <input
                  type="checkbox"
                  name={`column-${column.key}`}
                  defaultChecked={index < visible.length}
                  className="size-4"
                />
                {column.label}
              </label>
              {index > 0 && index < visible.length && (
                <SubmitButton name="move" value={column.key} className="button" busy="…">
                  ↑<span className="sr-only">把“{column.label}”前移</span>
                </SubmitButton>
              )}
            </div>
          ))}
        </fieldset>
        <fieldset className="flex w-full flex-wrap gap-4">
          <legend className="text-muted">行高</legend>
          {(["compact", "standard"] as const).map((density) => (
            <label key={density} className="flex min-h-8 cursor-pointer items-center gap-2">
              <input
                type="radio"
                name="density"
                value={density}
                defaultChecked={settings.standard === (density === "standard")}
                className="size-4"
              />
              {density === "compact" ? "紧凑" : "标准"}
            </label>
          ))}
        </fieldset>
        <label className="flex items-center gap-2">
          每页
          <select name="size" defaultValue={settings.pageSize} className="input">
            {pageSizes.map((size) => (
              <option key={size} value={size}>
                {size} 行
              </option>
            ))}
          </select>
        </label>
        <SubmitButton className="button" busy="正在保存…">
          保存显示设置
        </SubmitButton>
      </ActionForm>
    </details>
  );
}

/** The numbers of a list, and its pages. `next`: where the next page begins. */
export function ListFoot<Row>({
  list,
  next,
  later,
  children,
}: {
  list: DeskList<Row>;
  next: string | null;
  /** Not the first page. */
  later: boolean;
  children?: ReactNode;
}) {
  return (
    <div className="desk-foot">
      <p className="tabular-nums">{children}</p>
      <Pages first={later ? list.address() : null} next={next && list.address({ after: next })} />
    </div>
  );
}

/** The addresses of a list's first and next page; null where the list is there already, or has no more. */
export function Pages({ first, next }: { first: string | null; next: string | null }) {
  if (!first && !next) return null;
  return (
    <nav aria-label="翻页" className="no-print ml-auto flex flex-wrap gap-2">
      {first && (
        <a href={first} className="button button-small">
          回到第一页
        </a>
      )}
      {next && (
        <a href={next} className="button button-small">
          下一页
        </a>
      )}
    </nav>
  );
}
