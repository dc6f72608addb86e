import { describe, expect, it } from "vitest";
import { isGuessable, plainPassword } from "@/lib/domain/account/guessable-password";
import { isSeenPassword } from "@/lib/adapter/crypto/seen-passwords";

const context = { phone: "13871234567", names: ["武汉轻工大学", "Wuhan Polytechnic University", "bm.whpu.edu.cn"] };

const isCommon = (password: string) => isSeenPassword(plainPassword(password)) || isGuessable(password, context);

describe("a password that a stranger would try first", () => {
  it.each([
    ["12345678"],
    ["password1"],
    ["1qaz2wsx"],
    ["a1b2c3d4"],
    ["Iloveyou"],
    ["１２３４５６７８"],
    // Repetitions and runs.
    ["88888888"],
    ["abcabcabc"],
    ["hijklmno"],
    ["98765432"],
    // Birthdays.
    ["19950213"],
    ["1995-02-13"],
    ["13021995"],
    // The phone, whole or in part.
    ["13871234567"],
    ["a13871234567"],
    ["71234567"],
    ["abc871234567"],
    // Words of this place with digits and signs around.
    ["xuewei2026"],
    ["Xuewei@123"],
    ["woaini1314"],
    ["woaini5201314"],
    ["whpu2026"],
    ["wpu-12345"],
    ["Wuhan2026!"],
    ["武汉轻工大学2026"],
    ["学位英语666"],
    ["qq12345678"],
    ["chengkao888"],
    ["adminadmin1"],
  ])("%s", (password) => {
    expect(isCommon(password)).toBe(true);
  });
});

describe("a password that says something of its own", () => {
  it.each([
    ["correct-horse-battery"],
    ["xuewei-katze-regen"],
    ["武汉的猫爱下雨天"],
    ["Ht7!qpZ2"],
    ["49302817"],
    ["2026-nineteen-mangos"],
    ["my13900000000dog"],
  ])("%s", (password) => {
    expect(isCommon(password)).toBe(false);
  });
});
