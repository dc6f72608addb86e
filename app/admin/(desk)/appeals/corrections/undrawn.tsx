/** A new name of which no card can be drawn. A wrong name is corrected all the same. `published`: cards are out. */
export const Undrawn = ({ characters, published }: { characters: string; published: boolean }) =>
  characters ? (
    <p className="my-3 border-l-4 border-warn bg-warn-soft px-3 py-2">
      新姓名中的“{characters}”没有已安装的字体能显示，暂不能生成 PDF 准考证，考生只能打印网页。
      {published
        ? "准考证已发布，更正后立即如此：请先安装字体（见部署说明），再更正。"
        : "仍可更正；请在发布准考证前安装字体（见部署说明）。"}
    </p>
  ) : null;
