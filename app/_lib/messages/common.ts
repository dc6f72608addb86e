/** Refusals that belong to no domain: about signing in, about what changed meanwhile, and about any field. */
export const commonRefusals = {
  registration_not_in_expected_status: "该报名的状态刚刚发生变化，请刷新页面查看最新情况。",
  status_has_changed: "报名的状态已经变化，请以本页显示的最新情况为准。",
  signed_out: "请先登录。如果刚才已经登录，可能是较长时间没有操作，系统已自动退出。",
  signed_out_text_kept:
    "登录已失效（较长时间没有操作，或在别处退出），刚才的内容没有提交。您填写的文字已为您保留，请在30分钟内重新登录，登录后会自动填回；选择的文件需要重新选择。",
  signed_out_file_lost:
    "登录已失效（较长时间没有操作，或在别处退出），刚才的内容没有提交。请重新登录后再次填写，并重新选择文件。",
  session_over: "登录已超时，已自动退出。请重新登录，已填写的内容会为您保留。",
  choose_exam_session: "目前有多个考试批次，请先选择要办理的批次。",
  exam_session_gone: "该考试批次已不再开放，刚才的内容没有保存。请重新选择考试批次。",
  no_session: "目前没有正在进行的考试报名，请留意学校通知。",
  field_required: "请填写此项。",
  field_too_long: "内容过长，请缩短后重试。",
};
export type CommonRefusal = keyof typeof commonRefusals;

/** What went well. */
export const commonNews = { signed_off: "您已安全退出。" };
