// The keys of a list's rows. A row is where its link has the focus (the one that is marked data-opens, else the first),
// or else its checkbox; so Enter opens it by itself, and a screen reader says which row it is.

const rows = () => [...document.querySelectorAll<HTMLTableRowElement>("main .desk-table tbody tr")];
const boxOf = (row: Element) => row.querySelector<HTMLInputElement>('.picks input[type="checkbox"]');
const placeOf = (row: Element) =>
  row.querySelector<HTMLElement>("a[data-opens]") ??
  row.querySelector<HTMLElement>("td:not(.picks) a[href]") ??
  boxOf(row);

/** The last checkbox that was pressed: a range begins there. */
let lastBox: HTMLInputElement | null = null;

function setBox(box: HTMLInputElement, checked: boolean) {
  if (box.checked === checked) return;
  box.checked = checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Checks or clears everything between the last checkbox and this one, as this one is. */
function range(box: HTMLInputElement) {
  const boxes = rows().flatMap((row) => boxOf(row) ?? []);
  const [from, to] = [boxes.indexOf(lastBox ?? box), boxes.indexOf(box)].toSorted((one, other) => one - other);
  if (from === undefined || to === undefined || from < 0) return;
  for (const between of boxes.slice(from, to + 1)) setBox(between, box.checked);
}

/** J and K go down and up, X selects, Shift+X selects up to here. Returns whether the key was one of them. */
export function rowKey(key: string, shift: boolean): boolean {
  const all = rows().filter((row) => placeOf(row));
  if (all.length === 0) return false;
  const at = all.findIndex((row) => row.contains(document.activeElement));
  if (key === "j" || key === "k") {
    const next = all[at < 0 ? (key === "j" ? 0 : all.length - 1) : at + (key === "j" ? 1 : -1)];
    if (!next) return true;
    placeOf(next)?.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    return true;
  }
  const box = key === "x" && all[at] ? boxOf(all[at]) : null;
  if (!box) return false;
  setBox(box, !box.checked);
  if (shift) range(box);
  lastBox = box;
  return true;
}

/** Shift+click on a checkbox selects everything since the last one. */
export function rowClick(event: MouseEvent) {
  const box = event.target;
  if (!(box instanceof HTMLInputElement) || !box.closest(".picks")) return;
  if (event.shiftKey) range(box);
  lastBox = box;
}
