// Unicode's EquivalentUnifiedIdeograph.txt (14.0), without the Kangxi radicals, which NFKC knows. A phone's dictionary
// and a copied PDF give radicals and strokes that look like a character and are none: ⺟ (U+2E9F) for 母 (U+6BCD). The
// two lists stand in one order.
const radicals = Array.from(
  [
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥",
    "⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉",
    "⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭",
    "⻮⻯⻰⻱⻲⻳㇆㇏㇐㇑㇒㇓㇔㇕㇖㇗㇘㇙㇚㇛㇜㇝㇞㇟㇠㇡",
  ].join(""),
);
const ideographs = Array.from(
  [
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫",
    "丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝",
    "𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯",
    "齿竜龙龜亀龟𠃌乀一丨丿丿丶𠃍乛𠃊𠃎𠄌亅𡿨𠃋乀𠃑乚乙𠄎",
  ].join(""),
);

const equivalents = new Map(radicals.map((radical, index) => [radical, ideographs[index] ?? radical]));

/**
 * The Han characters of a text where it holds radicals, strokes or compatibility copies of them, by Unicode's own
 * equivalences. A copy (U+F900–FAFF, U+2F800–2FA1F) becomes the character that Unicode calls canonically the same; the
 * twelve of that block that are characters of their own (U+FA0E and others) stay, and so does every variant that a
 * document could show.
 */
export const unifiedIdeographs = (text: string): string =>
  text
    .replace(/[\u2F00-\u2FD5]/gu, (radical) => radical.normalize("NFKC"))
    .replace(/[\u2E80-\u2EFF\u31C0-\u31EF]/gu, (radical) => equivalents.get(radical) ?? radical)
    .replace(/[\uF900-\uFAFF\u{2F800}-\u{2FA1F}]/gu, (copy) => copy.normalize("NFC"));
