import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { attachment } from "./file-reply.ts";

test("any name becomes one header that names it in both ways", () => {
  assert.equal(attachment("日志.log"), `attachment; filename="__.log"; filename*=UTF-8''%E6%97%A5%E5%BF%97.log`);
  assert.equal(
    attachment('a";\r\nSet-Cookie: x=1;.log'),
    `attachment; filename="a____Set-Cookie_ x_1_.log"; filename*=UTF-8''a%22%3B%0D%0ASet-Cookie%3A%20x%3D1%3B.log`,
  );
  assert.equal(attachment("it's (1)!*"), `attachment; filename="it_s _1___"; filename*=UTF-8''it%27s%20%281%29%21%2A`);
});

test("no name breaks out of its header, none is half a character, none fails", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), fc.string({ maxLength: 5 }), (one, two) => {
      const value = attachment(`${two}${one}\ud800`);
      assert.match(value, /^attachment; filename="[\w. -]*"; filename\*=UTF-8''(?:[\w.~-]|%[0-9A-F]{2})*$/);
      assert.ok(decodeURIComponent(value.slice(value.indexOf("''") + 2)).isWellFormed());
    }),
  );
  assert.ok(attachment("😀".repeat(200)).length < 2500);
  // An astral character exactly where the name is cut.
  assert.ok(attachment(`${"a".repeat(149)}😀b`).endsWith("%F0%9F%98%80"));
});
