import type { Card } from "@/lib/domain/admit-card/queries";
import { qrCode } from "@/lib/adapter/pdf/qr-code";

/** The 准考证 as it is printed. On a phone the same cells are in one column. */
export function CardSheet({ card: { text, code, version, portrait } }: { card: Card }) {
  const qr = qrCode(code);
  return (
    <article aria-label="准考证" className="card print-sheet bg-white text-black">
      <h2 className="text-center text-base font-bold sm:text-xl print:text-xl">{text.title}</h2>
      <p className="mb-4 text-center text-2xl font-bold tracking-[0.4em] sm:text-3xl print:text-3xl">准考证</p>

      <dl className="grid grid-cols-[5.5rem_1fr] border-t border-l border-muted sm:grid-cols-[5.5rem_1fr_5.5rem_5.5rem_9.5rem] print:grid-cols-[5.5rem_1fr_5.5rem_5.5rem_9.5rem]">
        <div className="contents">
          <dt className="sr-only">登记照</dt>
          <dd className="col-span-2 row-start-1 flex items-center justify-center border-r border-b border-muted p-2 sm:col-start-5 sm:col-end-6 sm:row-end-7 print:col-start-5 print:col-end-6 print:row-end-7">
            {/* A private picture behind its owner's login: an image optimizer could not fetch it and must not keep it.
             */}
            {/* oxlint-disable-next-line nextjs/no-img-element */}
            <img src={`/api/files/${portrait.id}`} alt="登记照" width={480} height={640} className="h-auto w-32" />
          </dd>
        </div>
        <Cell label="姓名" strong>
          {text.name}
        </Cell>
        <Cell label="性别">{text.sex}</Cell>
        <Cell label="准考证号" wide strong>
          {text.cardNumber}
        </Cell>
        <Cell label="报名号" wide>
          {text.registrationNumber}
        </Cell>
        <Cell label={text.documentLabel} wide>
          {text.documentNumber}
        </Cell>
        <Cell label="考生类别">{text.category}</Cell>
        <Cell label="应试语种">{text.language}</Cell>
        <Cell label="考场编号" strong>
          {text.room}
        </Cell>
        <Cell label="座位编号" strong>
          {text.seat}
        </Cell>
        <Cell label="考试地点" full>
          {text.place}
        </Cell>
        <Cell label="考试地址" full>
          {text.address}
        </Cell>
        <Cell label="考试时间" full strong>
          {text.time}
        </Cell>
      </dl>

      <h3 className="mt-5 mb-2 text-center print:mt-3 print:mb-1 font-bold tracking-widest">考生须知</h3>
      <ol className="list-decimal space-y-1 pl-6 text-sm leading-normal print:space-y-0.5 print:text-[12.5px] print:leading-snug">
        {text.notes.map((note, index) => (
          <li key={`${index} ${note}`}>{note}</li>
        ))}
      </ol>

      <div className="mt-4 flex break-inside-avoid items-center justify-between gap-4 border-t border-line pt-3 text-xs print:mt-2 print:pt-1">
        <div>
          <p>准考证版本：第{version}版</p>
          <p>二维码供考场核验身份，请保持清晰，勿折叠、涂改。</p>
          <p>{text.contact}</p>
        </div>
        <svg
          viewBox={`0 0 ${qr.size} ${qr.size}`}
          className="size-28 shrink-0 print:size-24"
          role="img"
          aria-label="准考证二维码"
          shapeRendering="crispEdges"
        >
          <path d={qr.path} fill="#000000" />
        </svg>
      </div>
    </article>
  );
}

/** A label and its value. `wide` fills the row beside the portrait, `full` the row below it. */
function Cell({
  label,
  children,
  wide = false,
  full = false,
  strong = false,
}: {
  label: string;
  children: string;
  wide?: boolean;
  full?: boolean;
  strong?: boolean;
}) {
  const span = full
    ? "sm:col-start-2 sm:col-end-6 print:col-start-2 print:col-end-6"
    : wide
      ? "sm:col-start-2 sm:col-end-5 print:col-start-2 print:col-end-5"
      : "";
  return (
    <div className="contents">
      <dt
        className={`flex items-center border-r border-b border-muted bg-soft px-2 py-1.5 text-sm ${full ? "sm:col-start-1 print:col-start-1" : ""}`}
      >
        {label}
      </dt>
      <dd
        className={`flex min-w-0 items-center border-r border-b border-muted px-2 py-1.5 ${strong ? "font-bold" : ""} ${span}`}
      >
        <span className="min-w-0 break-words">{children}</span>
      </dd>
    </div>
  );
}
