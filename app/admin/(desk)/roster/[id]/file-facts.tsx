import type { ImportLayout } from "@/lib/domain/roster/schema";

const encodings = { "utf-8": "UTF-8", "utf-16le": "UTF-16", "utf-16be": "UTF-16", gb18030: "GB18030" };
const delimiters = { ",": "逗号", ";": "分号", "\t": "制表符", "|": "竖线" };

/** How the file is being read: staff see at once when it is the wrong sheet. */
export function FileFacts({ layout }: { layout: ImportLayout | null }) {
  if (!layout) return null;
  return (
    <p className="mb-5 text-sm text-muted">
      {layout.format === "csv" ? (
        <>
          CSV，{encodings[layout.encoding]} 编码，以{delimiters[layout.delimiter]}分隔；
        </>
      ) : (
        <>
          Excel 工作表“{layout.sheet}”
          {layout.sheets.length > 1 && `（文件共有${layout.sheets.length}个工作表，只读取这一个）`}；
        </>
      )}
      第{layout.headerRow}行是表头。
      {layout.hidden.length > 0 && <> 隐藏的工作表未读取：{layout.hidden.slice(0, SHOWN_HIDDEN).join("、")}。</>}
      {layout.format === "xlsx" && layout.merged > 0 && (
        <span className="font-semibold text-warn">
          {" "}
          表中有{layout.merged}处合并单元格；名单内被合并掉的格没有内容，会逐行列为错误。
        </span>
      )}
    </p>
  );
}

const SHOWN_HIDDEN = 10;
