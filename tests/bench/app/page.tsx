/**
 * The measure for our pages: a dynamic page that asks nobody and shows a sentence. It is part of the application while
 * `npm run bench` runs.
 */
export default function BarePage() {
  return (
    <main>
      <h1>空白页面</h1>
      <p>{new Date().toISOString()}</p>
    </main>
  );
}
