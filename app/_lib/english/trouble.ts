/**
 * The bar about failed posts, the error pages and the page of a wrong address. The root layout hands it to all pages,
 * because these have to speak where the rest of a page could not be drawn.
 */
export const englishTrouble: Readonly<Record<string, string>> = {
  "系统出现意外情况，内容已保留": "Something went wrong in our system; what you typed is kept",
  "网络不通，内容已保留": "No connection; what you typed is kept",
  "请稍后重试；如仍不成功，请把编号告诉考务办公室。":
    "Please try again in a moment. If it still fails, tell the examination office this number.",
  "请检查网络，稍后重试。如不能确定刚才是否已经办妥，请先在新窗口打开本页查看。":
    "Check your network and try again in a moment. If you are not sure whether it was done, open this page in a new window first.",
  "编号：{number}": "Number: {number}",
  重试: "Try again",
  关闭: "Close",
  知道了: "Understood",
  "页面已更新，内容已保留。": "This page was updated; what you typed is kept.",
  "系统刚刚更新过，刚才的操作没有执行，请检查后重新提交；密码需要重新填写。":
    "The system has just been updated and your last action was not carried out. Please check and send it again; passwords have to be typed again.",
  页面暂时无法打开: "This page cannot be opened at the moment",
  "系统出现意外情况，您已提交的信息不会丢失。请稍后重试；如仍无法打开，请把下面的编号告诉考务办公室。":
    "Something went wrong in our system. What you have submitted is not lost. Please try again in a moment; if the page still does not open, tell the examination office the number below.",
  "可能是网络不通，或者系统刚刚更新过。您已提交的信息不会丢失，请检查网络后重新加载。":
    "There may be no connection, or the system has just been updated. What you have submitted is not lost. Check your network and load the page again.",
  重新加载: "Load again",
  返回我的报名: "Back to my registration",
  页面不存在: "Page not found",
  "地址可能已更改，或者您没有查看权限。": "The address may have changed, or you may not see this page.",
  返回首页: "Back to the home page",
};
