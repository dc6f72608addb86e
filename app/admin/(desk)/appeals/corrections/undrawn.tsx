/** A new name that the admit card cannot show. A wrong name is corrected all the same. */
export const Undrawn = ({ characters }: { characters: string }) =>
  characters ? (
    <p className="my-3 border-l-4 border-warn bg-warn-soft px-3 py-2">
      新姓名中的“{characters}”没有已安装的字体能显示，准考证上会留空。仍可更正；请在发布准考证前安装字体（见部署说明）。
    </p>
  ) : null;
