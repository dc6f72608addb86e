/** What a visitor reads while the database does not answer. Complete in itself, without a script. `method`: of the request. */
export function unavailablePage(method: string | undefined): string {
  const seen = method === "GET";
  // A page that was only to be seen asks again by itself; what was sent is the visitor's to send again.
  const advice = seen
    ? "请稍等片刻，本页每十秒自动重试一次，也可以自行刷新。"
    : "刚才的操作没有完成。请按浏览器的返回键回到上一页，稍等片刻后再提交一次。";
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${seen ? '<meta http-equiv="refresh" content="10">' : ""}
<title>系统暂时繁忙</title>
</head>
<body style="font-family:sans-serif;line-height:1.7;max-width:40rem;margin:0 auto;padding:2rem 1rem;color:#1f2937">
<main>
<h1 style="font-size:1.5rem">系统暂时繁忙</h1>
<p>数据库暂时没有应答，已经提交的信息不会丢失。</p>
<p>${advice}</p>
</main>
</body>
</html>
`;
}
