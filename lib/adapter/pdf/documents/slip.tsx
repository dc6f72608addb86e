import { Document, Page, Path, StyleSheet, Svg, Text, View } from "@react-pdf/renderer";
import { type Brand, Head } from "./head";

/** Everything on a 回执: what a candidate keeps of a moment as a picture. */
export type SlipData = {
  title: string;
  /** 提交成功 or 缴费成功. */
  heading: string;
  registrationNumber: string;
  /** Label and value, in the order shown. */
  rows: readonly (readonly [string, string])[];
  contact: string;
};

/** Points; a phone's picture, three pixels each. */
const SIZE = { width: 360, height: 540 };

const INK = "#1b2733";
const MUTED = "#55636f";
const GOOD = "#0b6b35";

const styles = StyleSheet.create({
  page: { padding: 24, fontSize: 11, lineHeight: 1.5, color: INK },
  title: { marginLeft: 50, minHeight: 38, fontSize: 12, lineHeight: 1.5, color: MUTED },
  mark: { width: 44, height: 44, alignSelf: "center", marginTop: 14 },
  // A line height is inherited in points, not as a factor.
  heading: { fontSize: 20, lineHeight: 1.5, fontWeight: 700, textAlign: "center", marginBottom: 14 },
  number: { backgroundColor: "#eef2f6", borderRadius: 6, padding: 10, marginBottom: 10 },
  label: { color: MUTED },
  digits: { fontSize: 18, lineHeight: 1.5, fontWeight: 700, textAlign: "center" },
  row: { flexDirection: "row", borderBottomWidth: 0.6, borderColor: "#c9d2da", paddingVertical: 7 },
  rowLabel: { width: 74, color: MUTED },
  rowValue: { flex: 1 },
  contact: { marginTop: 12, fontSize: 9.5, lineHeight: 1.5, color: MUTED, textAlign: "center" },
});

/** 回执: the number, what was done, and what comes, on one small page. */
export function Slip({ data, brand, fonts }: { data: SlipData; brand: Brand; fonts: string[] }) {
  return (
    <Document title={data.heading} language="zh-CN">
      <Page size={SIZE} style={[styles.page, { fontFamily: fonts }]}>
        <Head brand={brand} left={24} top={20} />
        <Text style={styles.title}>{data.title}</Text>
        <Svg viewBox="0 0 44 44" style={styles.mark}>
          <Path d="M22 2a20 20 0 1 1 0 40a20 20 0 1 1 0-40z" fill={GOOD} />
          <Path d="M13 22.5l6.5 6.5L31.5 16" stroke="#ffffff" strokeWidth={3.5} fill="none" />
        </Svg>
        <Text style={styles.heading}>{data.heading}</Text>
        <View style={styles.number}>
          <Text style={[styles.label, { textAlign: "center" }]}>报名号</Text>
          {(data.registrationNumber.match(/.{1,12}/g) ?? []).map((half) => (
            <Text key={half} style={styles.digits}>
              {half.replaceAll(/\d{4}(?=\d)/g, "$&  ")}
            </Text>
          ))}
        </View>
        {data.rows.map(([label, value]) => (
          <View key={label} style={styles.row}>
            <Text style={styles.rowLabel}>{label}</Text>
            <Text style={styles.rowValue}>{value}</Text>
          </View>
        ))}
        <Text style={styles.contact}>{data.contact}</Text>
      </Page>
    </Document>
  );
}
