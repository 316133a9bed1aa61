import assert from "node:assert/strict";
import { test } from "node:test";
import type { ClockOffer } from "@stanch/model/clock";
import type { SourceReport } from "@stanch/model/sources";
import { corrected, isZoneName, secondsOf, settingsOf, withSetting } from "./clock-settings.ts";

const web = { host: "web", zone: "Asia/Shanghai" };
const file = { path: "E1/auth.log", correction: 5 };
const offer: ClockOffer = {
  host: "sensor",
  against: "web",
  ahead: 312.5,
  spread: 0,
  pairs: 6,
  confidence: "high",
  examples: [],
};

test("settings are what the sources tell, each once", () => {
  const report = (clock: SourceReport["clock"]): SourceReport => ({
    path: "a",
    sha256: "0".repeat(64),
    bytes: 0,
    format: "syslog",
    records: 0,
    events: 0,
    unparsed: 0,
    skipped: {},
    hosts: [],
    times: {},
    clock,
    damage: [],
  });
  const sources = [
    report({ zone: "UTC", from: "none" }),
    report({ zone: "UTC", from: "asked", hosts: [web] }),
    report({ zone: "UTC", from: "set", file, hosts: [web] }),
    report(undefined),
  ];
  assert.deepEqual(settingsOf(sources), [web, file]);
});

test("a setting takes the place of that of the same host or file, and one that says nothing goes", () => {
  assert.deepEqual(withSetting([web, file], { host: "web", zone: "UTC" }), [file, { host: "web", zone: "UTC" }]);
  assert.deepEqual(withSetting([web, file], { host: "web" }), [file]);
  assert.deepEqual(withSetting([web], { path: "web", zone: "UTC" }), [web, { path: "web", zone: "UTC" }]);
});

test("either of two clocks is corrected, on top of what it was before", () => {
  assert.deepEqual(corrected([web], offer, "sensor"), [web, { host: "sensor", correction: -312.5 }]);
  assert.deepEqual(corrected([web], offer, "web"), [{ ...web, correction: 312.5 }]);
  const twice = corrected(corrected([], offer, "sensor"), { ...offer, ahead: -12.5 }, "sensor");
  assert.deepEqual(twice, [{ host: "sensor", correction: -300 }]);
});

test("zones and seconds as people type them", () => {
  assert.ok(isZoneName("Asia/Shanghai") && isZoneName("UTC") && isZoneName("+08:00"));
  assert.ok(!isZoneName("nowhere") && !isZoneName(""));
  assert.deepEqual(["", " -312.5 ", "+7", "\u22123"].map(secondsOf), [undefined, -312.5, 7, -3]);
  for (const bad of ["1h", "1e5", "abc", "--1", "1.2345"]) assert.ok(Number.isNaN(secondsOf(bad)), bad);
});
