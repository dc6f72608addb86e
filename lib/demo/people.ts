import { type Day, hasCheckCharacter } from "@/lib/core/identity-number";
import { seededRandom } from "@/lib/core/seeded-random";
import type { CandidateCategory, Sex } from "@/lib/adapter/db/enums";
import { isGraduating, isSelfStudy } from "@/lib/domain/registration/category";

// People who do not exist, as they might sit this exam: mostly from Hubei, between twenty and forty-five.

/**
 * `document`: a valid 居民身份证 number that agrees with sex and birth date. `issuer`: the police office that gave the card.
 */
export type DemoPerson = {
  name: string;
  sex: Sex;
  ethnicity: string;
  birthDate: Day;
  document: string;
  phone: string;
  address: string;
  issuer: string;
};

/**
 * Draws people without end. The same seed (32 hex digits) draws the same; no two share a phone or a document. `examDay`
 * is the day on which their age counts.
 */
export function* demoPeople(seed: string, examDay: Day): Generator<DemoPerson, never> {
  const random = seededRandom(seed);
  const taken = new Set<string>();
  for (;;) {
    const person = drawPerson(random, examDay);
    if (taken.has(person.phone) || taken.has(person.document)) continue;
    taken.add(person.phone).add(person.document);
    yield person;
  }
}

/** One of a list, each as likely as the next. */
export function oneOf<T>(random: () => number, choices: readonly T[]): T {
  const chosen = choices[Math.floor(random() * choices.length)];
  if (chosen === undefined) throw new RangeError("nothing to choose from");
  return chosen;
}

/** One of a list by weight. */
export function weighted<T>(random: () => number, choices: readonly (readonly [T, number])[]): T {
  let left = random() * choices.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [choice, weight] of choices) {
    left -= weight;
    if (left < 0) return choice;
  }
  return oneOf(random, choices)[0];
}

/** A whole number from `from` to `to`, both included. */
export const between = (random: () => number, from: number, to: number): number =>
  from + Math.floor(random() * (to - from + 1));

/** So many random digits. */
export const digits = (random: () => number, count: number): string =>
  Array.from({ length: count }, () => between(random, 0, 9)).join("");

const YOUNGEST = 20;
const OLDEST = 45;

function drawPerson(random: () => number, examDay: Day): DemoPerson {
  const sex = oneOf(random, ["MALE", "FEMALE"] as const);
  const western = random() < 0.012;
  const [area, place] = western
    ? oneOf(random, westernAreas)
    : random() < 0.86
      ? oneOf(random, hubei)
      : oneOf(random, elsewhere);
  const birthDate = drawBirthDate(random, examDay);
  const [street, town] = [oneOf(random, streets), place.replace(/^.*?(?:省|自治区)/, "")];
  return {
    ...(western ? westernName(random, sex) : { name: hanName(random, sex), ethnicity: weighted(random, ethnicities) }),
    sex,
    birthDate,
    document: drawDocument(random, area, birthDate, sex),
    phone: `1${oneOf(random, phonePrefixes)}${digits(random, 8)}`,
    address: `${place}${street}${between(random, 1, 288)}号${between(random, 1, 32)}栋${between(random, 1, 32)}0${between(random, 1, 4)}室`,
    issuer: `${town}公安局`,
  };
}

/** Of full years from YOUNGEST to OLDEST on the exam day, the younger the more often. */
function drawBirthDate(random: () => number, examDay: Day): Day {
  const age = YOUNGEST + Math.floor((OLDEST - YOUNGEST + 1) * random() ** 1.7);
  const latest = new Date(Date.UTC(examDay.year - age, examDay.month - 1, examDay.day));
  const date = new Date(latest.getTime() - between(random, 0, 363) * 24 * 60 * 60 * 1000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function drawDocument(random: () => number, area: string, { year, month, day }: Day, sex: Sex): string {
  const serial = 2 * between(random, 1, 498) + (sex === "MALE" ? 1 : 0);
  const body = `${area}${year}${pad(month, 2)}${pad(day, 2)}${pad(serial, 3)}`;
  const last = Array.from("0123456789X").find((character) => hasCheckCharacter(body + character));
  return `${body}${last ?? ""}`;
}

const pad = (value: number, width: number) => String(value).padStart(width, "0");

/**
 * What somebody studies, out of what a session offers. `month` is that of now, "2026-11": nobody applied for a
 * certificate later than that.
 */
export function drawStudies(
  random: () => number,
  {
    categories,
    levels,
    graduationMonth,
    month,
  }: { categories: readonly CandidateCategory[]; levels: readonly string[]; graduationMonth: string; month: string },
): { category: CandidateCategory; level: string; studentNumber: string; graduationMonth: string | null } {
  const category = weighted(
    random,
    categories.map((offered) => [offered, categoryWeights[offered]] as const),
  );
  const entry = between(random, 1, 4);
  const year = Number(month.slice(0, 4)) - entry;
  return {
    category,
    level: levels[0] && random() < 0.82 ? levels[0] : oneOf(random, levels),
    studentNumber: isSelfStudy(category)
      ? `0142${pad(year % 100, 2)}${digits(random, 6)}`
      : `${year}10496${digits(random, 6)}`,
    graduationMonth: isGraduating(category)
      ? random() < 0.3 && month > graduationMonth
        ? month
        : graduationMonth
      : null,
  };
}

const categoryWeights: Record<CandidateCategory, number> = {
  ADULT_ENROLLED: 52,
  SELF_STUDY_ENROLLED: 22,
  ADULT_GRADUATING: 16,
  SELF_STUDY_GRADUATING: 10,
};

function hanName(random: () => number, sex: Sex): string {
  const surname = weighted(random, surnames);
  const common = () => oneOf(random, givenCharacters[sex]);
  if (random() < 0.014) return `${surname}${oneOf(random, rareCharacters)}`;
  if (random() < 0.012) return `${surname}${common()}${oneOf(random, rareCharacters)}`;
  if (random() < 0.17) return `${surname}${common()}`;
  const [first, second] = [common(), common()];
  return `${surname}${first}${second === first ? common() : second}`;
}

function westernName(random: () => number, sex: Sex): Pick<DemoPerson, "name" | "ethnicity"> {
  const { ethnicity, given, fathers } = oneOf(random, westernNames);
  return { name: `${oneOf(random, given[sex])}·${oneOf(random, fathers)}`, ethnicity };
}

/** Surnames by how many of ten thousand bear them, roughly. */
const surnames: readonly (readonly [string, number])[] = (
  "王715 李719 张681 刘538 陈453 杨308 黄223 赵229 吴205 周212 徐166 孙154 马129 朱126 胡145 郭115 何117 林118 高100 罗98 郑93 梁84 谢72 宋70 唐65 许63 邓62 韩61 冯60 曹58 " +
  "彭58 曾51 肖56 田49 董47 潘45 袁49 蔡46 蒋43 余47 于42 杜42 叶39 程42 魏41 苏38 吕40 丁39 任38 卢36 姚36 沈35 钟33 姜32 崔31 谭34 陆32 范35 汪37 廖32 石31 金30 韦20 贾26 夏31 " +
  "付30 方32 邹29 熊36 白24 孟22 秦24 邱23 侯22 江27 尹20 薛20 闫18 段21 雷24 龙19 黎19 史19 陶20 贺18 毛19 郝15 顾18 龚25 邵16 万23 钱14 严16 赖10 覃16 洪13 武14 戴15 莫9 孔13 向17 汤14 " +
  "柳8 祝8 明6 占5 舒7 桂4 涂8 欧阳7 上官1 司马1 诸葛1 皇甫1 令狐1 尉迟1"
)
  .split(" ")
  .map((entry) => [entry.replace(/\d+$/, ""), Number(/\d+$/.exec(entry)?.[0])] as const);

const givenCharacters: Record<Sex, readonly string[]> = {
  MALE: Array.from(
    "伟强磊军洋勇杰涛超明刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林欢佳阳建国志文博海峰东亮晨轩泽子睿天昊翔毅成康恒哲威聪锋坤航锐彬楠雄启铭瑞嘉钊源润兴安振永新家思远景书逸",
  ),
  FEMALE: Array.from(
    "芳娜敏静丽艳娟霞秀燕玲桂英婷雪慧莉倩颖洁琳梅红云蕾佳欣怡梦雨琪思诗雅晓月莹璐瑶萍丹媛露妍菲蓉岚薇晶冰琴素珍玉春香兰凤晴文静子涵可馨若宁悦彤钰曼舒心语嘉宜楠青",
  ),
};

/** Characters that people do bear and that keyboards, fonts and old systems stumble over. */
const rareCharacters = Array.from("赟喆翀龑璟燚堃犇骉淼珺玥禛琎旻昇垚彧頔祎䶮㛃𬱖𫍽𬸦𬍛");

const ethnicities: readonly (readonly [string, number])[] = [
  ["汉", 955],
  ["土家", 25],
  ["苗", 8],
  ["回", 6],
  ["壮", 3],
  ["满", 3],
];

const westernNames: readonly {
  ethnicity: string;
  given: Record<Sex, readonly string[]>;
  fathers: readonly string[];
}[] = [
  {
    ethnicity: "维吾尔",
    given: {
      MALE: ["阿卜杜拉", "玉素甫", "买买提", "艾尼瓦尔", "吐尔逊", "阿迪力", "库尔班", "迪力夏提", "穆合塔尔"],
      FEMALE: ["古丽努尔", "热依汗古丽", "阿依古丽", "迪丽努尔", "帕提古丽", "米日古丽", "祖丽胡马尔"],
    },
    fathers: ["买买提", "艾合买提", "吐尔逊", "阿不都热依木", "艾力", "卡德尔", "依明", "托乎提"],
  },
  {
    ethnicity: "哈萨克",
    given: {
      MALE: ["叶尔兰", "努尔兰", "巴合提", "赛力克", "阿依波力"],
      FEMALE: ["阿依达娜", "古丽娜", "加依娜", "叶尔克西"],
    },
    fathers: ["哈孜", "木哈买提", "别克", "胡马尔", "达吾提"],
  },
];

const phonePrefixes = [
  "35",
  "36",
  "37",
  "38",
  "39",
  "50",
  "51",
  "52",
  "58",
  "59",
  "66",
  "72",
  "76",
  "77",
  "78",
  "80",
  "86",
  "87",
  "88",
  "89",
  "95",
  "98",
  "99",
];

const streets = [
  "人民路",
  "解放大道",
  "建设路",
  "中山路",
  "民主街",
  "文化路",
  "长江大道",
  "团结街",
  "青年路",
  "胜利街",
  "沿江大道",
  "学府路",
  "朝阳路",
  "新华街",
];

/** GB/T 2260: six digits and the place. */
const areas = (text: string): (readonly [string, string])[] =>
  text.split(" ").map((entry) => [entry.slice(0, 6), entry.slice(6)] as const);

const hubei = areas(
  "420102湖北省武汉市江岸区 420103湖北省武汉市江汉区 420104湖北省武汉市硚口区 420105湖北省武汉市汉阳区 420106湖北省武汉市武昌区 420107湖北省武汉市青山区 " +
    "420111湖北省武汉市洪山区 420112湖北省武汉市东西湖区 420113湖北省武汉市汉南区 420114湖北省武汉市蔡甸区 420115湖北省武汉市江夏区 420116湖北省武汉市黄陂区 " +
    "420117湖北省武汉市新洲区 420202湖北省黄石市黄石港区 420203湖北省黄石市西塞山区 420204湖北省黄石市下陆区 420222湖北省阳新县 420281湖北省大冶市 420302湖北省十堰市茅箭区 " +
    "420303湖北省十堰市张湾区 420381湖北省丹江口市 420502湖北省宜昌市西陵区 420503湖北省宜昌市伍家岗区 420581湖北省宜都市 420582湖北省当阳市 420583湖北省枝江市 " +
    "420602湖北省襄阳市襄城区 420606湖北省襄阳市樊城区 420682湖北省老河口市 420683湖北省枣阳市 420684湖北省宜城市 420704湖北省鄂州市鄂城区 420802湖北省荆门市东宝区 " +
    "420881湖北省钟祥市 420902湖北省孝感市孝南区 420981湖北省应城市 420982湖北省安陆市 420984湖北省汉川市 421002湖北省荆州市沙市区 421003湖北省荆州市荆州区 " +
    "421022湖北省公安县 421083湖北省洪湖市 421087湖北省松滋市 421102湖北省黄冈市黄州区 421125湖北省浠水县 421126湖北省蕲春县 421127湖北省黄梅县 421181湖北省麻城市 " +
    "421182湖北省武穴市 421202湖北省咸宁市咸安区 421281湖北省赤壁市 421303湖北省随州市曾都区 421381湖北省广水市 422801湖北省恩施市 422802湖北省利川市 " +
    "429004湖北省仙桃市 429005湖北省潜江市 429006湖北省天门市",
);

const elsewhere = areas(
  "410105河南省郑州市金水区 411302河南省南阳市宛城区 411502河南省信阳市浉河区 411628河南省鹿邑县 430103湖南省长沙市天心区 430602湖南省岳阳市岳阳楼区 430702湖南省常德市武陵区 " +
    "360102江西省南昌市东湖区 360402江西省九江市濂溪区 340103安徽省合肥市庐阳区 340803安徽省安庆市大观区 341502安徽省六安市金安区 510107四川省成都市武侯区 " +
    "511602四川省广安市广安区 610103陕西省西安市碑林区 610902陕西省安康市汉滨区 350203福建省厦门市思明区 440305广东省深圳市南山区 330106浙江省杭州市西湖区 320106江苏省南京市鼓楼区 " +
    "370202山东省青岛市市南区 130102河北省石家庄市长安区 450103广西壮族自治区南宁市青秀区 520102贵州省贵阳市南明区",
);

const westernAreas = areas(
  "650102新疆维吾尔自治区乌鲁木齐市天山区 652301新疆维吾尔自治区昌吉市 653101新疆维吾尔自治区喀什市 653201新疆维吾尔自治区和田市 654002新疆维吾尔自治区伊宁市",
);
