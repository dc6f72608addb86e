import { Document, Page, StyleSheet, Text, View } from "@react-pdf/renderer";
import { type Brand, Head } from "./head";

/** Everything printed on a 考试承诺书, worded. */
export type PledgeData = {
  /** The exam it is for. */
  title: string;
  /** The session's text, one entry a paragraph. */
  paragraphs: readonly string[];
  name: string;
  documentLabel: string;
  documentMasked: string;
  cardNumber: string;
};

const styles = StyleSheet.create({
  page: { paddingHorizontal: 64, paddingTop: 64, paddingBottom: 56, fontSize: 12, lineHeight: 1.8, color: "#111111" },
  // A line height is inherited in points, not as a factor.
  title: { fontSize: 14, lineHeight: 1.5, textAlign: "center", paddingHorizontal: 46 },
  heading: {
    fontSize: 24,
    lineHeight: 1.5,
    fontWeight: 700,
    textAlign: "center",
    letterSpacing: 6,
    marginTop: 6,
    marginBottom: 26,
    paddingLeft: 6,
  },
  paragraph: { marginBottom: 9, textIndent: 24 },
  facts: { marginTop: 22 },
  fact: { marginBottom: 8 },
  sign: { flexDirection: "row", justifyContent: "flex-end", marginTop: 34 },
  line: { width: 150, borderBottomWidth: 0.8, borderColor: "#333333" },
});

/** 考试承诺书: read, signed by hand and brought along. */
export function Pledge({ data, brand, fonts }: { data: PledgeData; brand: Brand; fonts: string[] }) {
  return (
    <Document title="考试承诺书" language="zh-CN">
      <Page size="A4" style={[styles.page, { fontFamily: fonts }]}>
        <Head brand={brand} left={64} top={56} />
        <Text style={styles.title}>{data.title}</Text>
        <Text style={styles.heading}>考试承诺书</Text>
        {data.paragraphs.map((paragraph, index) => (
          <Text key={`${index} ${paragraph}`} style={styles.paragraph}>
            {paragraph}
          </Text>
        ))}
        <View style={styles.facts} wrap={false}>
          <Text style={styles.fact}>{`考生姓名：${data.name}`}</Text>
          <Text style={styles.fact}>{`${data.documentLabel}：${data.documentMasked}`}</Text>
          <Text style={styles.fact}>{`准考证号：${data.cardNumber}`}</Text>
          <View style={styles.sign}>
            <Text>考生签名：</Text>
            <View style={styles.line} />
          </View>
          <View style={[styles.sign, { marginTop: 24 }]}>
            <Text>日期：　　　　　年　　　月　　　日</Text>
          </View>
        </View>
      </Page>
    </Document>
  );
}
