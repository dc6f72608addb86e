/** The measure for our pages: a dynamic page that asks nobody and shows a sentence. Exists in bench builds only (next.config.ts). */
export default function BarePage() {
  return (
    <main>
      <h1>空白页面</h1>
      <p>{new Date().toISOString()}</p>
    </main>
  );
}
