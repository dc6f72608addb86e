import { SheetError } from "./sheet";
import { readWholeXml } from "./xml";
import type { Zip } from "./zip";

/** A sheet of cells. `hidden`: by its author, in whatever way. */
export type SheetPart = { name: string; hidden: boolean; path: string };

/** The parts of a workbook by what they are, and whether its days count from 1904. */
export type Workbook = { sheets: SheetPart[]; sharedStrings: string | null; styles: string | null; date1904: boolean };

type Relation = { id: string; type: string; target: string };

/**
 * Finds a workbook's parts by their relations, as the format demands: their names are whatever the writing program
 * likes.
 */
export function openWorkbook(zip: Zip): Workbook {
  const main = relationsOf(zip, "").find(({ type }) => type === "officeDocument")?.target ?? "xl/workbook.xml";
  const content = zip.read(main);
  if (!content || !/workbook/i.test(content.toString("latin1", 0, 2000))) throw new SheetError("sheet_unknown");
  const relations = relationsOf(zip, main);
  const partOf = (wanted: string) => relations.find(({ type }) => type.toLowerCase() === wanted)?.target ?? null;
  const sheets: SheetPart[] = [];
  let date1904 = false;
  readWholeXml(content, {
    open(name, attribute) {
      if (name === "workbookPr") date1904 = /^(?:1|true)$/.test(attribute("date1904") ?? "");
      if (name !== "sheet") return;
      const relation = relations.find(({ id }) => id === attribute("*:id"));
      // A sheet of a chart or of macros has no cells.
      if (relation?.type !== "worksheet") return;
      sheets.push({
        name: attribute("name") ?? "",
        hidden: /hidden/i.test(attribute("state") ?? ""),
        path: relation.target,
      });
    },
  });
  return { sheets, sharedStrings: partOf("sharedstrings"), styles: partOf("styles"), date1904 };
}

/**
 * What a part refers to; "" for the package as a whole. `type` is the last word of the relation's address, which has
 * two forms.
 */
function relationsOf(zip: Zip, part: string): Relation[] {
  const [folder, file] = [part.slice(0, part.lastIndexOf("/") + 1), part.slice(part.lastIndexOf("/") + 1)];
  const content = zip.read(`${folder}_rels/${file}.rels`);
  const relations: Relation[] = [];
  if (!content) return relations;
  readWholeXml(content, {
    open(name, attribute) {
      if (name !== "Relationship" || attribute("TargetMode") === "External") return;
      const type = attribute("Type") ?? "";
      relations.push({
        id: attribute("Id") ?? "",
        type: type.slice(type.lastIndexOf("/") + 1),
        target: resolved(folder, attribute("Target") ?? ""),
      });
    },
  });
  return relations;
}

/** A target is absolute, or stands beside the part that names it. */
function resolved(folder: string, target: string): string {
  const plain = target.replaceAll("\\", "/");
  const steps: string[] = [];
  for (const step of (plain.startsWith("/") ? plain : folder + plain).split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "" && step !== ".") steps.push(step);
  }
  return steps.join("/");
}
