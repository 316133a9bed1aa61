import assert from "node:assert/strict";
import { test } from "node:test";
import { allowedBy, mayReach } from "./network-guard.ts";

const nothing = allowedBy([]);

test("addresses inside the own network are out of reach, however they are written", () => {
  const inner = [
    "127.0.0.1",
    "10.1.2.3",
    "172.31.255.255",
    "192.168.0.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "255.255.255.255",
    "224.0.0.1",
    "::1",
    "::",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "64:ff9b::a00:1",
    "fe80::1",
    "fd00::1",
    "ff02::1",
    "2002:7f00:1::",
    "2001:db8::1",
    "not an address",
  ];
  for (const address of inner) assert.equal(mayReach(address, "host.test", nothing), false, address);
});

test("the public Internet is in reach", () => {
  for (const address of ["8.8.8.8", "223.5.5.5", "172.32.0.1", "2400:3200::1", "2606:4700::1111"]) {
    assert.equal(mayReach(address, "host.test", nothing), true, address);
  }
});

test("the administrator's exceptions hold for what they name", () => {
  const allowed = allowedBy(["10.1.0.0/16", "192.168.7.7", "hook.inner", "fd00::/8", "10.9.0.0/99", ""]);
  assert.equal(mayReach("10.1.200.1", "x", allowed), true);
  assert.equal(mayReach("::ffff:10.1.0.1", "x", allowed), true);
  assert.equal(mayReach("10.2.0.1", "x", allowed), false);
  assert.equal(mayReach("10.9.0.1", "x", allowed), false);
  assert.equal(mayReach("192.168.7.7", "x", allowed), true);
  assert.equal(mayReach("192.168.7.8", "x", allowed), false);
  assert.equal(mayReach("127.0.0.1", "HOOK.inner", allowed), true);
  assert.equal(mayReach("fd12::1", "x", allowed), true);
});
