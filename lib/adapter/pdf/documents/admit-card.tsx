import { Document, Image, Page, Path, StyleSheet, Svg, Text, View } from "@react-pdf/renderer";
import type { ReactNode } from "react";
import type { QrCode } from "../qr-code";
import { type Brand, Head } from "./head";

/** Everything printed on a 准考证, worded. */
export type AdmitCardData = {
  title: string;
  registrationNumber: string;
  name: string;
  cardNumber: string;
  sex: string;
  /** 身份证号 or, with any other document, 证件号码. */
  documentLabel: string;
  documentNumber: string;
  /** Three digits. */
  room: string;
  place: string;
  /** Two digits. */
  seat: string;
  category: string;
  language: string;
  address: string;
  time: string;
  notes: readonly string[];
  /** What the signed QR code says. */
  code: string;
  version: number;
  contact: string;
};

const INK = "#111111";
const LINE = "#333333";
/** Points. */
const A4 = { width: 595.28, height: 841.89 };
const NOTE_GAP = 2.5;

const MARGIN = { x: 45, top: 42, bottom: 36 };
const ROW = 30;
const LEADING = 1.5;

// A line height is inherited in points, not as a factor, so each size of text sets its own.
const text = (fontSize: number, lineHeight = LEADING) => ({ fontSize, lineHeight });

const styles = StyleSheet.create({
  page: { paddingHorizontal: MARGIN.x, paddingTop: MARGIN.top, paddingBottom: MARGIN.bottom, color: INK },
  sheet: { height: A4.height - MARGIN.top - MARGIN.bottom - 1 },
  title: { ...text(16), fontWeight: 700, textAlign: "center", paddingHorizontal: 46 },
  heading: { ...text(24), fontWeight: 700, textAlign: "center", letterSpacing: 10, paddingLeft: 10, marginBottom: 12 },
  grid: { borderTopWidth: 1, borderLeftWidth: 1, borderColor: LINE },
  row: { flexDirection: "row" },
  label: {
    ...text(10.5, 1.2),
    width: 68,
    minHeight: ROW,
    paddingHorizontal: 6,
    borderRightWidth: 1,
    borderBottomWidth: 1,
    borderColor: LINE,
    backgroundColor: "#f1f1f1",
    justifyContent: "center",
  },
  value: {
    minHeight: ROW,
    paddingHorizontal: 7,
    paddingVertical: 2,
    borderRightWidth: 1,
    borderBottomWidth: 1,
    borderColor: LINE,
    justifyContent: "center",
    flexGrow: 1,
    flexBasis: 0,
  },
  portrait: {
    width: 124,
    alignItems: "center",
    justifyContent: "center",
    borderRightWidth: 1,
    borderBottomWidth: 1,
    borderColor: LINE,
  },
  strong: { fontWeight: 700 },
  notesTitle: {
    ...text(13),
    fontWeight: 700,
    textAlign: "center",
    letterSpacing: 4,
    paddingLeft: 4,
    marginTop: 10,
    marginBottom: 4,
  },
  note: { flexDirection: "row", marginBottom: NOTE_GAP },
  noteNumber: { width: 18 },
  noteText: { flexGrow: 1, flexBasis: 0 },
  foot: {
    flexDirection: "row",
    alignItems: "center",
    justifyContent: "space-between",
    marginTop: "auto",
    paddingTop: 6,
    borderTopWidth: 0.5,
    borderColor: "#999999",
    color: "#333333",
  },
  footText: text(8.5),
});

/** The width of a text in em: Han and full-width signs are square, others a little over half. */
const ems = (words: string): number =>
  Array.from(words).reduce((sum, character) => sum + (character < "\u2000" ? 0.56 : 1), 0);

const lines = (words: string, fontSize: number, width: number): number =>
  Math.max(1, Math.ceil((ems(words) * fontSize) / (width - fontSize)));

/** The notes' size: the largest at which they, and with them the card, stay on one page. */
function noteSize(data: AdmitCardData): number {
  const width = A4.width - 2 * MARGIN.x;
  // Title, heading, notes' title, foot; then the table, whose three lowest rows may have grown.
  const fixed = 24 + 48 + 34 + 98;
  const grown = [data.place, data.address, data.time].map((words) => {
    const size = valueSize(words);
    return Math.max(ROW, lines(words, size, width - 82) * size * 1.2 + 5);
  });
  const left =
    A4.height - MARGIN.top - MARGIN.bottom - fixed - 6 * ROW - grown.reduce((sum, height) => sum + height, 0);
  const height = (size: number) =>
    data.notes.reduce((sum, note) => sum + lines(note, size, width - 18) * size * LEADING + NOTE_GAP, 0);
  const sizes = [11, 10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7, 6.5, 6];
  return sizes.find((size) => height(size) <= left) ?? 5.5;
}

const valueSize = (words: string): number => {
  const width = ems(words);
  if (width > 90) return 7.5;
  return width > 41 ? 9 : 10.5;
};

/** 准考证: A4 upright, always one page. */
export function AdmitCard({
  data,
  brand,
  fonts,
  portrait,
  qr,
}: {
  data: AdmitCardData;
  brand: Brand;
  fonts: string[];
  portrait: Buffer;
  qr: QrCode;
}) {
  return (
    <Document title={`${data.title} 准考证`} language="zh-CN">
      <Page size="A4" style={[styles.page, { fontFamily: fonts }]}>
        <Head brand={brand} left={MARGIN.x} top={30} />
        <View style={styles.sheet} wrap={false}>
          <Text style={styles.title}>{data.title}</Text>
          <Text style={styles.heading}>准考证</Text>

          <View style={styles.grid}>
            <View style={styles.row}>
              <View style={{ flexGrow: 1, flexBasis: 0 }}>
                <Row>
                  <Cell label="姓名" strong>
                    {data.name}
                  </Cell>
                  <Cell label="性别" width={52}>
                    {data.sex}
                  </Cell>
                </Row>
                <Row>
                  <Cell label="准考证号" strong>
                    {data.cardNumber}
                  </Cell>
                </Row>
                <Row>
                  <Cell label="报名号">{data.registrationNumber}</Cell>
                </Row>
                <Row>
                  <Cell label={data.documentLabel}>{data.documentNumber}</Cell>
                </Row>
                <Row>
                  <Cell label="考生类别">{data.category}</Cell>
                  <Cell label="应试语种" width={96}>
                    {data.language}
                  </Cell>
                </Row>
                <Row>
                  <Cell label="考场编号" strong>
                    {data.room}
                  </Cell>
                  <Cell label="座位编号" width={96} strong>
                    {data.seat}
                  </Cell>
                </Row>
              </View>
              <View style={styles.portrait}>
                <Image src={{ data: portrait, format: "jpg" }} style={{ width: 112.5, height: 150 }} />
              </View>
            </View>
            <Row>
              <Cell label="考试地点">{data.place}</Cell>
            </Row>
            <Row>
              <Cell label="考试地址">{data.address}</Cell>
            </Row>
            <Row>
              <Cell label="考试时间" strong>
                {data.time}
              </Cell>
            </Row>
          </View>

          <Text style={styles.notesTitle}>考生须知</Text>
          <View style={text(noteSize(data))}>
            {data.notes.map((note, index) => (
              <View key={`${index} ${note}`} style={styles.note}>
                <Text style={styles.noteNumber}>{`${index + 1}.`}</Text>
                <Text style={styles.noteText}>{note}</Text>
              </View>
            ))}
          </View>

          <View style={styles.foot}>
            <View>
              <Text style={styles.footText}>{`准考证版本：第${data.version}版`}</Text>
              <Text style={styles.footText}>右侧二维码供考场核验身份，请保持清晰，勿折叠、涂改。</Text>
              <Text style={styles.footText}>{data.contact}</Text>
            </View>
            <Svg viewBox={`0 0 ${qr.size} ${qr.size}`} style={{ width: 84, height: 84 }}>
              <Path d={qr.path} fill="#000000" />
            </Svg>
          </View>
        </View>
      </Page>
    </Document>
  );
}

const Row = ({ children }: { children: ReactNode }) => <View style={styles.row}>{children}</View>;

function Cell({
  label,
  children,
  width,
  strong = false,
}: {
  label: string;
  children: string;
  width?: number;
  strong?: boolean;
}) {
  const size = width === undefined ? {} : { width, flexGrow: 0, flexBasis: "auto" as const };
  return (
    <>
      <View style={styles.label}>
        <Text>{label}</Text>
      </View>
      <View style={[styles.value, size]}>
        <Text style={[text(valueSize(children), 1.2), strong ? styles.strong : {}]}>{children}</Text>
      </View>
    </>
  );
}
