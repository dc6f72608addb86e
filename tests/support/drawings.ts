import sharp from "sharp";

// What people upload, drawn: no real person's face or card is needed to see how a screen looks with one.

const render = (svg: string) => sharp(Buffer.from(svg)).jpeg({ quality: 88 }).toBuffer();

const person = (shirt: string) => `
  <path d="M90 1280c10-250 170-350 390-350s380 100 390 350z" fill="${shirt}"/>
  <path d="M400 740h160v220c0 60-160 60-160 0z" fill="#e8bd98"/>
  <ellipse cx="480" cy="560" rx="215" ry="270" fill="#f2cfae"/>
  <path d="M250 560c-20-220 90-330 230-330s250 110 230 330c-30-130-70-190-120-210-110 40-200 40-250 20-50 40-75 90-90 190z" fill="#2a2320"/>
  <g fill="#2a2320"><ellipse cx="390" cy="560" rx="22" ry="15"/><ellipse cx="570" cy="560" rx="22" ry="15"/></g>
  <g fill="none" stroke="#2a2320" stroke-width="12" stroke-linecap="round"><path d="M345 505q45-25 90 0M525 505q45-25 90 0"/></g>
  <path d="M470 580v70q15 12 32 0" fill="none" stroke="#c99670" stroke-width="9"/>
  <path d="M415 715q65 42 130 0" fill="none" stroke="#a8503f" stroke-width="14" stroke-linecap="round"/>`;

/** A portrait as a phone takes it: 960×1280, head and shoulders. */
export const drawnPortrait = (shirt = "#27496d"): Promise<Buffer> =>
  render(
    `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="1280"><rect width="960" height="1280" fill="#dce6ef"/>${person(shirt)}</svg>`,
  );

const font = `font-family="Noto Sans CJK SC, sans-serif"`;

/** The side of an ID card with name and number (both made up), or the side with the emblem. */
export const drawnIdCard = (side: "front" | "back", name = "王小明", number = "420100199501010011"): Promise<Buffer> =>
  side === "front"
    ? render(`<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="808"><rect width="1280" height="808" rx="40" fill="#e9f1f3"/>
      <g ${font} font-size="44" fill="#24333d"><text x="80" y="140">姓名　${name}</text><text x="80" y="240">性别　男　　民族　汉</text>
      <text x="80" y="340">出生　1995年1月1日</text><text x="80" y="440">住址　湖北省武汉市（样例）</text><text x="80" y="700" font-size="52">公民身份号码　${number}</text></g>
      <g transform="translate(880 110) scale(.34)"><rect width="960" height="1280" fill="#cfdde4"/>${person("#3b3b4f")}</g></svg>`)
    : render(`<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="808"><rect width="1280" height="808" rx="40" fill="#f3ece6"/>
      <circle cx="200" cy="190" r="100" fill="#b3312c"/><g ${font} fill="#24333d"><text x="360" y="180" font-size="64">中华人民共和国</text>
      <text x="360" y="290" font-size="84">居民身份证</text><text x="200" y="600" font-size="46">签发机关　武汉市公安局（样例）</text>
      <text x="200" y="690" font-size="46">有效期限　2020.01.01-2040.01.01</text></g></svg>`);

/** A school's transcript with the English course passed. */
export const drawnTranscript = (): Promise<Buffer> =>
  render(`<svg xmlns="http://www.w3.org/2000/svg" width="1240" height="1754"><rect width="1240" height="1754" fill="#fff"/>
    <g ${font} fill="#222"><text x="620" y="200" font-size="60" text-anchor="middle">课程成绩证明（样例）</text>
    <g font-size="40"><text x="160" y="380">课程　大学英语（本科阶段）</text><text x="160" y="460">成绩　82　　结论　合格</text>
    <text x="160" y="620">出具单位　教务处（样例）</text></g></g><circle cx="920" cy="640" r="120" fill="none" stroke="#c22" stroke-width="10"/></svg>`);
