import { texts } from "@/app/_lib/texts";
import type { Brand } from "@/lib/domain/exam-session/current";

const greetings = {
  SPRING: {
    season: "春",
    seasonEn: "SPRING",
    lines: ["春风已至，正宜开卷", "一步一步，走到考场"],
    english: ["Spring is here: a fine time to open the book.", "One step after another leads to the exam."],
  },
  AUTUMN: {
    season: "秋",
    seasonEn: "AUTUMN",
    lines: ["天高云淡，学有所成", "把走过的路，写成答卷"],
    english: ["Clear autumn skies: time to bring in the harvest.", "Let the answers tell how far you have come."],
  },
} as const;

/**
 * The banner of home and login: the school's own picture, or a drawing in the school's colour with a greeting of the
 * season. `narrow`: above a form, where a long second line would run into the leaves.
 */
export async function SeasonBanner({
  brand,
  narrow = false,
}: {
  brand: Pick<Brand, "bannerHash" | "season"> | null;
  narrow?: boolean;
}) {
  const { language } = await texts();
  if (brand?.bannerHash)
    return (
      <img
        src={`/school-pictures/${brand.bannerHash}`}
        alt=""
        width={1600}
        height={400}
        className="no-print mb-5 aspect-[4/1] w-full rounded-lg object-cover"
      />
    );
  const season = brand?.season ?? "AUTUMN";
  const { season: name, seasonEn, lines, english } = greetings[season];
  return (
    <div className="banner no-print" data-season={season} data-narrow={narrow || undefined}>
      <svg
        viewBox="0 0 800 200"
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
        dangerouslySetInnerHTML={hills}
      />
      <svg
        viewBox="540 0 260 200"
        preserveAspectRatio="xMaxYMin meet"
        aria-hidden="true"
        focusable="false"
        dangerouslySetInnerHTML={branches[season]}
      />
      <p className="banner-words">
        <b>
          <span lang="zh-CN">{name}</span> <i lang="en">{seasonEn}</i>
        </b>
        {language === "en" ? (
          <>
            <span>{english[0]}</span>
            <span className="banner-second">{english[1]}</span>
          </>
        ) : (
          <>
            {lines.map((line) => (
              <span key={line}>{line}</span>
            ))}
            <span lang="en" className="banner-second">
              {english[0]}
            </span>
          </>
        )}
      </p>
    </div>
  );
}

// Drawn once as text. A crowd opens the pages with the banner, and React would handle each leaf twice a request.
const hills = {
  __html:
    '<path d="M0 150C120 96 210 150 330 118s170-70 290-34 130 30 180 12v104H0z" class="banner-far"/>' +
    '<path d="M0 182c140-46 250-8 380-34s240-46 420-14v66H0z" class="banner-near"/>',
};

const leaf = "M0 20C0 12-1 7-2 3-12 3-21-3-23-12-17-19-7-20 0-12 7-20 17-19 23-12 21-3 12 3 2 3 1 7 1 12 0 20z";

/** A branch of ginkgo over the hills, some leaves on the way down. Each leaf: x, y, turn in degrees. */
const ginkgo =
  '<path d="M800 20C740 34 690 30 640 52" class="banner-branch"/>' +
  [
    [650, 60, 20],
    [690, 50, -30],
    [728, 46, 14],
    [764, 40, -18],
    [626, 112, 62],
    [586, 150, 118],
    [690, 138, 200],
  ]
    .map(([x, y, turn]) => `<path d="${leaf}" transform="translate(${x} ${y}) rotate(${turn})" class="banner-leaf"/>`)
    .join("");

const petal = "M0 0C-9-5-9-17 0-20 9-17 9-5 0 0z";
const flower =
  [0, 72, 144, 216, 288].map((turn) => `<path d="${petal}" transform="rotate(${turn})"/>`).join("") +
  '<circle r="3.5" class="banner-heart"/>';

/** A branch of blossoms, some petals on the way down. Each flower: x, y, scale; each petal: x, y, turn in degrees. */
const blossom =
  '<path d="M800 26C742 30 700 62 628 60M726 46c-16 18-34 30-56 36" class="banner-branch"/>' +
  [
    [640, 58, 1],
    [684, 54, 0.8],
    [724, 44, 1.1],
    [672, 84, 0.9],
    [766, 32, 0.9],
  ]
    .map(([x, y, size]) => `<g transform="translate(${x} ${y}) scale(${size})" class="banner-leaf">${flower}</g>`)
    .join("") +
  [
    [590, 112, 40],
    [550, 146, 100],
    [622, 140, 160],
  ]
    .map(
      ([x, y, turn]) =>
        `<path d="${petal}" transform="translate(${x} ${y}) rotate(${turn}) scale(.8)" class="banner-leaf"/>`,
    )
    .join("");

const branches = { AUTUMN: { __html: ginkgo }, SPRING: { __html: blossom } };
