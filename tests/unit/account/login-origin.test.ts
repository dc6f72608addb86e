import { describe, expect, it } from "vitest";
import { deviceWords, networkOf } from "@/lib/domain/account/login-origin";
import { addressIn } from "@/lib/http/client-address";

describe("where a login came from", () => {
  it("is the network of an address, never the machine", () => {
    expect(networkOf(addressIn("203.0.113.77", 1))).toBe("203.0.113.*");
    expect(networkOf(addressIn("2001:db8:7:9:1:2:3:4", 1))).toBe("2001:db8:7::/48");
    for (const own of ["::1", "127.0.0.1"]) expect(networkOf(addressIn(own, 1))).toBe("本机");
    for (const header of [null, "", "unknown", "<script>"]) expect(networkOf(addressIn(header, 1))).toBeNull();
  });

  it("is a device in words that say nothing of its version", () => {
    const windows =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
    expect(deviceWords(windows)).toBe("Windows · Chrome");
    expect(deviceWords(`${windows} Edg/140.0.0.0`)).toBe("Windows · Edge");
    expect(deviceWords(`${windows} QQBrowser/13.0`)).toBe("Windows · QQ浏览器");
    const phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
    expect(deviceWords(`${phone} Version/18.0 Mobile/15E148 Safari/604.1`)).toBe("iPhone · Safari");
    expect(deviceWords(`${phone} Mobile/15E148 MicroMessenger/8.0.50`)).toBe("iPhone · 微信");
    expect(deviceWords("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")).toBe(
      "Linux · Firefox",
    );
    expect(deviceWords("curl/8.5")).toBeNull();
    expect(deviceWords(null)).toBeNull();
  });
});
