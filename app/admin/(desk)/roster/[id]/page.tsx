import type { Metadata } from "next";
import { isExamOffice } from "@/lib/domain/account/roles";
import { notFound } from "next/navigation";
import { z } from "zod";
import { Notice } from "@/app/_components/notice";
import { formatStamp } from "@/app/_lib/format";
import { rosterFailures, rosterStateLabels } from "@/app/_lib/labels/roster";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { importView, type RosterImportView } from "@/lib/domain/roster/queries";
import { PageHead } from "../../../_components/page-head";
import type { DeskItemProps } from "../../../_components/page-props";
import { ColumnsForm } from "./columns-form";
import { ErrorList } from "./error-list";
import { FileFacts } from "./file-facts";
import { CancelForm, ConfirmForms, ReopenColumnsForm } from "./import-forms";
import { ImportFigures } from "./import-figures";
import { TableForm } from "./table-form";
import { WorkProgress } from "./work-progress";

export const metadata: Metadata = { title: "导入学籍名单" };

export default async function RosterImportPage({ params }: DeskItemProps) {
  const staff = await requireStaff(["EXAM_OFFICER", "AUDITOR"], "/admin/roster");
  const { id } = await params;
  const view = z.uuid().safeParse(id).success ? await importView(id) : null;
  if (!view) notFound();
  await lookAt(staff, "/admin/roster/[id]", { kind: "roster_import", id: view.id });
  return (
    <>
      <p className="mb-2">
        <a href="/admin/roster">返回学籍名单</a>
      </p>
      <PageHead
        title={titles[view.state]}
        lead={
          <>
            <span className="break-all">{view.fileName}</span>，{view.staff.name}，{formatStamp(view.createdAt)} 上传
          </>
        }
      />
      <FileFacts layout={view.layout} />
      <Stage view={view} acting={isExamOffice(staff.roles)} />
    </>
  );
}

const titles: Record<RosterImportView["state"], string> = {
  OPENING: "正在读取文件",
  MAPPING: "第1步：核对列",
  CHECKING: "正在逐行检查",
  CHECKED: "第2步：预览并确认",
  IMPORTING: "正在导入",
  IMPORTED: "导入完成",
  CANCELLED: "导入已取消",
  FAILED: "未能导入",
};

function Stage({ view, acting }: { view: RosterImportView; acting: boolean }) {
  const { id, state, counts } = view;
  switch (state) {
    case "OPENING":
    case "CHECKING":
    case "IMPORTING":
      return (
        <>
          <WorkProgress view={view} />
          {acting && <CancelForm importId={id} />}
        </>
      );
    case "MAPPING":
      if (!acting) return <Notice>{rosterStateLabels[state]}</Notice>;
      return (
        <>
          {view.layout && <TableForm importId={id} layout={view.layout} top={view.sample.top} />}
          <ColumnsForm
            importId={id}
            header={view.layout?.header ?? []}
            mapping={view.mapping}
            sample={view.sample.rows}
          />
          <CancelForm importId={id} />
        </>
      );
    case "CHECKED":
      if (!counts) return null;
      return (
        <>
          <ImportFigures counts={counts} />
          {acting && counts.good > 0 && <ConfirmForms importId={id} counts={counts} />}
          {counts.good === 0 && (
            <Notice tone="bad" title="没有可以导入的行。">
              如果列选错了，请返回核对列；否则请修改文件后重新上传。
            </Notice>
          )}
          <ErrorList importId={id} total={counts.errors} />
          {acting && (
            <div className="flex flex-wrap gap-3">
              <ReopenColumnsForm importId={id} />
              <CancelForm importId={id} />
            </div>
          )}
        </>
      );
    case "IMPORTED":
      return (
        <>
          <Notice tone="good" title="名单已更新。">
            正在按新名单重新核对本批次的报名，几分钟内审核页面会显示新的对照结果。
          </Notice>
          {counts && <ImportFigures counts={counts} done={view.mode} />}
          {counts && <ErrorList importId={id} total={counts.errors} />}
        </>
      );
    case "CANCELLED":
      return (
        <Notice>
          {view.failure ? rosterFailures[view.failure] : "上传的文件及读取的内容均已删除，名单没有变化。"}
        </Notice>
      );
    case "FAILED":
      return (
        <>
          <Notice tone="bad" title="名单没有变化。">
            {view.failure && rosterFailures[view.failure]}
          </Notice>
          <a href="/admin/roster" className="button">
            重新上传
          </a>
        </>
      );
  }
}
