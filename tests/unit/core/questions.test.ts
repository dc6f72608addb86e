import { describe, expect, it } from "vitest";
import { findQuestions, questionsIn } from "@/lib/core/questions";
import { defaultQuestions } from "@/lib/domain/exam-session/default-texts";

const text =
  "前言\n\n## 谁可以报名？\n\n在籍学生。\n\n### 小标题\n\n更多。\n## 怎样缴费？\n用微信支付 50 元。\n\n## 没有回答\n";

describe("常见问题", () => {
  it("a heading of the second level begins a question; a smaller one belongs to the answer", () => {
    expect(questionsIn(text)).toEqual([
      { question: "谁可以报名？", answer: "在籍学生。\n\n### 小标题\n\n更多。" },
      { question: "怎样缴费？", answer: "用微信支付 50 元。" },
    ]);
  });

  it("an empty text has none", () => {
    expect(questionsIn("")).toEqual([]);
  });

  it("comes with twenty answered questions", () => {
    const questions = questionsIn(defaultQuestions);
    expect(questions).toHaveLength(20);
    expect(new Set(questions.map(({ question }) => question)).size).toBe(20);
  });

  it.each([
    ["缴费", ["怎样缴费？"]],
    ["  微信  50元 ", ["怎样缴费？"]],
    ["在籍 缴费", []],
    ["", ["谁可以报名？", "怎样缴费？"]],
    ["Ｗ", []],
  ])("a search for %j", (wanted, found) => {
    expect(findQuestions(questionsIn(text), wanted).map(({ question }) => question)).toEqual(found);
  });

  it("finds wide and capital letters as plain ones", () => {
    const entries = [{ question: "PDF 打不开？", answer: "换浏览器。" }];
    expect(findQuestions(entries, "ｐｄｆ打不开")).toEqual(entries);
  });
});
