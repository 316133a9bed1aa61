import assert from "node:assert/strict";
import { test } from "node:test";
import { settingDefaults } from "@stanch/desk/settings/settings";
import { readSettings, secretIsSet, type SettingValues, writeSettings } from "./settings-draft.ts";

const stored = JSON.parse(JSON.stringify(settingDefaults)) as SettingValues;
const full: SettingValues = {
  ...stored,
  publicUrl: "https://centre.test",
  "smtp.second": { host: "mail2.test", port: 587, security: "starttls", user: "", from: "desk@centre.test" },
  dutyNeedsContacts: false,
  dailyTest: true,
  recurrence: { days: 60, types: { MAL: 180, "MAL-06": 365 } },
  smtp: { host: "mail.test", port: 465, security: "tls", user: "desk", from: "desk@centre.test" },
  emergencyTeam: { name: "Team", channel: "in-person", address: "" },
  "webhook.allow": ["10.0.0.0/8", "hook.centre.test"],
};

test("what the centre keeps comes back unchanged, and nothing is sent that the form does not show", () => {
  for (const kept of [stored, full]) {
    const sent = writeSettings(readSettings(kept));
    assert.ok(Object.keys(sent).length >= 10);
    assert.deepEqual({ ...kept, ...sent }, kept);
  }
});

test("a secret is sent only when a new one was typed", () => {
  assert.equal(secretIsSet({ "smtp.password": { set: true } }, "smtp.password"), true);
  assert.equal(secretIsSet({}, "webhook.secret"), false);
  const draft = { ...readSettings({ ...full, "smtp.password": { set: true } }), smtpPassword: "new" };
  assert.equal(writeSettings(draft)["smtp.password"], "new");
  assert.equal(Object.hasOwn(writeSettings(draft), "webhook.secret"), false);
});

test("an emptied host or name takes the setting back; broken values open as empty fields", () => {
  assert.equal(writeSettings({ ...readSettings(full), smtpHost: " " })["smtp"], null);
  assert.equal(writeSettings({ ...readSettings(full), teamName: "" })["emergencyTeam"], null);
  assert.equal(readSettings({ centre: 7, smtp: "x", "webhook.allow": {} }).nameZh, "");
});
