import type { Outline } from "@/lib/adapter/pdf/outline";

/**
 * A name drawn with the fonts of the admit card, whatever fonts the device has. Characters that those fonts lack are
 * listed below.
 */
export function PrintedName({ name, outline }: { name: string; outline: Outline }) {
  return (
    <>
      {/* Long names are narrowed, never cut. */}
      <svg
        viewBox={`0 0 ${Math.max(outline.width, 1)} 1000`}
        role="img"
        aria-label={name}
        preserveAspectRatio="xMinYMid meet"
        className="h-9 max-w-full fill-ink"
      >
        <path d={outline.path} />
      </svg>
      {outline.missing.length > 0 && (
        <p className="mt-1 text-sm font-semibold text-warn">
          “{outline.missing.join("”“")}
          ”字暂时无法打印。姓名不必改用别的字：考务人员已可看到此提示，会在发布准考证前处理。
        </p>
      )}
    </>
  );
}
