type Shown = { id: string; emblemHash: string | null; bannerHash: string | null };

const kinds = [
  {
    kind: "emblem",
    column: "emblemHash",
    title: "校徽",
    hint: "SVG、PNG、JPEG 或 WebP，不超过2MB，最好是透明背景的正方形。显示在页眉、准考证等打印件上。",
  },
  {
    kind: "banner",
    column: "bannerHash",
    title: "首页横幅",
    hint: "SVG、PNG、JPEG 或 WebP，不超过2MB，按4:1从中间裁剪。不上传的，显示系统按春秋季绘制的横幅。",
  },
] as const;

/** Emblem and banner of an exam session: plain posts, apart from the form of its fields. */
export function PictureForms({ examSession }: { examSession: Shown }) {
  return (
    <section aria-labelledby="pictures" className="card mb-5">
      <h2 id="pictures">校徽与横幅</h2>
      <p className="mt-1 text-sm text-muted">上传后立即生效，考生看到的页面随之改变。</p>
      <div className="mt-3 grid grid-cols-1 gap-6 sm:grid-cols-2">
        {kinds.map(({ kind, column, title, hint }) => {
          const hash = examSession[column];
          return (
            <form
              key={kind}
              action={`/api/sessions/${examSession.id}/pictures`}
              method="post"
              encType="multipart/form-data"
              className="min-w-0"
            >
              <input type="hidden" name="kind" value={kind} />
              <label htmlFor={`picture-${kind}`} className="block font-semibold">
                {title}
              </label>
              <p id={`picture-${kind}-hint`} className="mb-2 text-sm text-muted">
                {hint}
              </p>
              {hash && (
                <img
                  src={`/school-pictures/${hash}`}
                  alt={`现在的${title}`}
                  className="mb-2 h-20 max-w-full rounded-md border border-line object-contain"
                />
              )}
              <div className="flex flex-wrap items-center gap-2">
                <input
                  id={`picture-${kind}`}
                  type="file"
                  name="picture"
                  accept="image/svg+xml,image/png,image/jpeg,image/webp"
                  aria-describedby={`picture-${kind}-hint`}
                  className="input min-w-0 flex-1 basis-56"
                />
                <button type="submit" className="button button-small">
                  上传{title}
                </button>
                {hash && (
                  <button type="submit" name="remove" value="1" className="button button-small button-danger">
                    恢复默认
                  </button>
                )}
              </div>
            </form>
          );
        })}
      </div>
    </section>
  );
}
