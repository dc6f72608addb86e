import fc from "fast-check";
import { expect, it } from "vitest";
import { readReceipts } from "@/lib/adapter/sms/receipts";
import { sendingId } from "@/lib/adapter/sms/sending-id";

const id = "019a0000-0000-7000-8000-000000000001";

it("reads what Aliyun documents", () => {
  const report = {
    phone_number: "13800138000",
    send_time: "2017-01-01 00:00:00",
    report_time: "2017-01-01 00:00:00",
    success: true,
    err_code: "DELIVERED",
    err_msg: "用户接收成功",
    sms_size: "1",
    biz_id: "12345",
    out_id: id,
  };
  const read = {
    provider: "aliyun",
    sending: { messageId: id, sending: 0 },
    providerId: "12345",
    phone: "13800138000",
    delivered: true,
    reason: "DELIVERED",
  };
  expect(readReceipts.aliyun([report, { ...report, success: false, err_code: "MK:0001", out_id: "67890" }])).toEqual([
    read,
    { ...read, sending: null, delivered: false, reason: "MK:0001" },
  ]);
});

it("knows the sendings of one message apart", () => {
  const report = { phone_number: "13800138000", success: true, err_code: "DELIVERED", biz_id: "12345" };
  const sendingOf = (out_id: unknown) => readReceipts.aliyun([{ ...report, out_id }])?.map(({ sending }) => sending);
  const [first, second] = [1, 2].map((sending) => sendingId({ messageId: id, sending }));
  expect(first).not.toBe(second);
  expect(sendingOf(first)).toEqual([{ messageId: id, sending: 1 }]);
  expect(sendingOf(second)).toEqual([{ messageId: id, sending: 2 }]);
  // Sent before they were counted.
  expect(sendingId({ messageId: id, sending: 0 })).toBe(id);
  for (const strange of [`${id}.`, `${id}.0`, `${id}.9999999999`, `x${id}`, 7, null, undefined])
    expect([strange, sendingOf(strange)]).toEqual([strange, [null]]);
});

it("reads what Tencent documents", () => {
  const report = {
    user_receive_time: "2015-10-17 08:03:04",
    nationcode: "86",
    mobile: "13800138000",
    report_status: "SUCCESS",
    errmsg: "DELIVRD",
    description: "用户短信送达成功",
    sid: "5000:1",
  };
  const read = {
    provider: "tencent",
    sending: null,
    providerId: "5000:1",
    phone: "13800138000",
    delivered: true,
    reason: "DELIVRD",
  };
  expect(readReceipts.tencent([report, { ...report, report_status: "FAIL" }])).toEqual([
    read,
    { ...read, delivered: false },
  ]);
});

it.each([[{}], [null], ["x"], [Array.from({ length: 1001 }, () => ({}))]])("takes no such body: %j", (body) => {
  expect(readReceipts.aliyun(body)).toBeNull();
  expect(readReceipts.tencent(body)).toBeNull();
});

it("leaves out what it cannot read, and never throws", () => {
  fc.assert(
    fc.property(fc.array(fc.anything(), { maxLength: 20 }), (body) => {
      expect(readReceipts.aliyun(body)).toEqual([]);
      expect(readReceipts.tencent(body)).toEqual([]);
    }),
  );
});

it("leaves out a report with what no database stores, and keeps those beside it", () => {
  const report = { phone_number: "13800138000", success: false, err_code: "MK:0001", biz_id: "12345", out_id: id };
  const read = readReceipts.aliyun([{ ...report, biz_id: "1\u0000" }, { ...report, err_code: "\u0000" }, report]);
  expect(read?.map(({ providerId, reason }) => [providerId, reason])).toEqual([
    ["12345", ""],
    ["12345", "MK:0001"],
  ]);
});
