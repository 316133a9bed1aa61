import assert from "node:assert/strict";
import { test } from "node:test";
import { base32, totpCode, totpUri } from "./totp.ts";

test("codes are those of RFC 6238, appendix B, cut to six digits", () => {
  const uri = totpUri("12345678901234567890", "a b@x.test");
  assert.equal(new URL(uri).searchParams.get("secret"), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  const cases = [
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ] as const;
  for (const [seconds, code] of cases) assert.equal(totpCode(uri, seconds * 1000), code);
});

test("base 32 is that of RFC 4648, section 10, without padding", () => {
  const cases = [
    ["", ""],
    ["f", "MY"],
    ["fo", "MZXQ"],
    ["foo", "MZXW6"],
    ["foob", "MZXW6YQ"],
    ["fooba", "MZXW6YTB"],
    ["foobar", "MZXW6YTBOI"],
  ] as const;
  for (const [text, encoded] of cases) assert.equal(base32(Buffer.from(text)), encoded);
});
