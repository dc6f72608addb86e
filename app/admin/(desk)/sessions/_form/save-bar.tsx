import { SubmitButton } from "@/app/_components/submit-button";

/** The bar at the lower edge of the window, with the button of a form that is longer than the window. */
export function SaveBar({ changed }: { changed: number }) {
  return (
    <div className="no-print sticky bottom-0 z-10 -mx-4 flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line bg-white px-4 py-2 lg:mx-0 lg:rounded-t-lg lg:border-x">
      <SubmitButton busy="正在保存…" className="button button-primary">
        保存
      </SubmitButton>
      <output className="text-sm font-semibold text-warn">{changed > 0 && `${changed} 处修改，尚未保存`}</output>
    </div>
  );
}
