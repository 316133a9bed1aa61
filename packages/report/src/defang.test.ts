import assert from "node:assert/strict";
import { test } from "node:test";
import {
  assert as hold,
  constantFrom,
  array,
  oneof,
  property,
  string,
  webUrl,
  ipV4,
  ipV6,
  emailAddress,
  domain,
} from "fast-check";
import { defang, isPrivateAddress, proseDefanger, refang } from "./defang.ts";

test("addresses are written so that nobody follows them", () => {
  assert.equal(defang("203.0.113.9"), "203[.]0[.]113[.]9");
  assert.equal(defang("http://evil.example/a.php"), "hxxp://evil[.]example/a.php");
  assert.equal(defang("HTTPS://user@evil.example:8443/x?y=1.2"), "HXXPS://user[@]evil[.]example:8443/x?y=1.2");
  assert.equal(defang("a@b.example"), "a[@]b[.]example");
  assert.equal(defang("2001:db8::1"), "2001[:]db8[:][:]1");
});

test("property: refang undoes defang for every string", () => {
  const pieces = array(
    constantFrom("h", "t", "x", "X", "p", "[", "]", ".", ":", "@", "/", "hxxp", "[.]", "http://", "é"),
  );
  const any = oneof(
    webUrl(),
    ipV4(),
    ipV6(),
    emailAddress(),
    domain(),
    string(),
    pieces.map((parts) => parts.join("")),
  );
  hold(property(any, (value) => refang(defang(value)) === value));
});

test("property: a defanged URL, address or mail address no longer reads as one", () => {
  hold(
    property(
      oneof(webUrl(), ipV4(), emailAddress()),
      (value) => !/^https?:|\d\.\d+\.\d+\.\d|@[a-z0-9]/i.test(defang(value).split("/").slice(0, 3).join("/")),
    ),
  );
});

test("sentences: addresses are defanged, inner addresses and other text are left", () => {
  const prose = proseDefanger(["evil.example", "2001:db8::bad"]);
  assert.equal(
    prose("来自 203.0.113.9，下载 http://a.example/x.sh。"),
    "来自 203[.]0[.]113[.]9，下载 hxxp://a[.]example/x.sh。",
  );
  assert.equal(
    prose("from 10.0.0.5 to evil.example and 2001:db8::bad"),
    "from 10.0.0.5 to evil[.]example and 2001[:]db8[:][:]bad",
  );
  assert.equal(prose("OpenSSL 3.0.19 opened /var/log/a.b"), "OpenSSL 3.0.19 opened /var/log/a.b");
  assert.equal(prose("mail x.y@evil.example now"), "mail x.y[@]evil[.]example now".replace("x.y", "x[.]y"));
});

test("inner networks are told from the outside", () => {
  for (const inner of [
    "10.1.2.3",
    "172.31.0.1",
    "192.168.0.1",
    "127.0.0.1",
    "100.64.0.1",
    "::1",
    "fd00::1",
    "fe80::1",
  ]) {
    assert.equal(isPrivateAddress(inner), true, inner);
  }
  for (const outer of ["203.0.113.9", "172.32.0.1", "8.8.8.8", "2001:db8::1", "not an address"]) {
    assert.equal(isPrivateAddress(outer), false, outer);
  }
});
