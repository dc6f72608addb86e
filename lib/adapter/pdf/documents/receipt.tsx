import { Document, Page, StyleSheet, Text, View } from "@react-pdf/renderer";
import { type Brand, Head } from "./head";

/** Everything printed on a 缴费收据, worded. */
export type ReceiptData = {
  school: string;
  /** Label and value, in the order shown. */
  rows: readonly (readonly [string, string])[];
  amount: string;
  /** What was given back of it since, or nothing. */
  refunded: string | null;
  drawnAt: string;
  contact: string;
};

const LINE = "#333333";

const styles = StyleSheet.create({
  page: { paddingHorizontal: 56, paddingTop: 56, paddingBottom: 48, fontSize: 11, lineHeight: 1.5, color: "#111111" },
  // A line height is inherited in points, not as a factor.
  title: {
    fontSize: 20,
    lineHeight: 1.5,
    fontWeight: 700,
    textAlign: "center",
    marginBottom: 20,
    paddingHorizontal: 46,
  },
  row: { flexDirection: "row", borderBottomWidth: 0.6, borderRightWidth: 0.6, borderColor: LINE },
  label: { width: 110, padding: 7, backgroundColor: "#f1f1f1" },
  value: { flex: 1, padding: 7 },
  frame: { borderTopWidth: 0.6, borderLeftWidth: 0.6, borderColor: LINE },
  amount: { fontSize: 15, lineHeight: 1.5, fontWeight: 700 },
  note: { marginTop: 16, fontSize: 9.5, lineHeight: 1.6 },
});

/** 缴费收据: what was paid, for whom, and by which numbers WeChat and we know it. */
export function Receipt({ data, brand, fonts }: { data: ReceiptData; brand: Brand; fonts: string[] }) {
  return (
    <Document title="缴费收据" language="zh-CN">
      <Page size="A4" style={[styles.page, { fontFamily: fonts }]}>
        <Head brand={brand} left={56} top={48} />
        <Text style={styles.title}>{`${data.school}缴费收据`}</Text>
        <View style={styles.frame}>
          {data.rows.map(([label, value]) => (
            <View key={label} style={styles.row}>
              <Text style={styles.label}>{label}</Text>
              <Text style={styles.value}>{value}</Text>
            </View>
          ))}
          <View style={styles.row}>
            <Text style={styles.label}>金额</Text>
            <Text style={[styles.value, styles.amount]}>{data.amount}</Text>
          </View>
        </View>
        {data.refunded && <Text style={styles.note}>{data.refunded}</Text>}
        <Text
          style={styles.note}
        >{`本收据由报名系统生成，供考生核对缴费情况，不作税务凭证。出具时间：${data.drawnAt}`}</Text>
        <Text style={[styles.note, { marginTop: 4 }]}>{data.contact}</Text>
      </Page>
    </Document>
  );
}
