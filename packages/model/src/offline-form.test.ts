import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { offlineFormPage, readOfflineRequest } from "./offline-form.ts";

const saved = {
  format: "stanch-request/1",
  form: {
    organisation: "青山医院",
    contact: { name: "王芳", phone: "+86 571 8888 0000", email: "" },
    location: "杭州",
    systems: "",
    symptoms: ["files-encrypted"],
    description: "<script>alert(1)</script>",
    language: "zh",
  },
  channel: "phone",
  trueAt: "2026-03-01T00:00:00.000Z",
  writtenAt: "2026-03-01T00:05:00.000Z",
};

test("a saved form is read, its true time apart from the time of writing", () => {
  const read = readOfflineRequest(JSON.stringify(saved));
  assert.deepEqual([read?.trueAt, read?.writtenAt], [saved.trueAt, saved.writtenAt]);
  assert.equal(read?.form.description, saved.form.description, "text stays text");
});

test("what is no form is refused: other formats, missing fields, bombs, anything at all", () => {
  for (const change of [
    { format: "x" },
    { trueAt: "yesterday" },
    { channel: "telepathy" },
    { form: { ...saved.form, contact: {} } },
  ])
    assert.equal(readOfflineRequest(JSON.stringify({ ...saved, ...change })), undefined);
  assert.equal(readOfflineRequest(`{"x":${"[".repeat(300_000)}`), undefined);
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => readOfflineRequest(text) === undefined));
});

test("the page stands alone, in either language, and words of an administrator are no markup", () => {
  for (const language of ["zh", "en"] as const) {
    const page = offlineFormPage({ centre: `</title><script>alert("x")</script>`, phone: `"'&`, language });
    assert.doesNotMatch(page, /<script>alert/);
    assert.doesNotMatch(page, /(?:src|href)=|https?:/);
    assert.match(page, new RegExp(`<html lang="${language}">`));
    if (language === "en") assert.doesNotMatch(page, /\p{Script=Han}/u);
  }
});
