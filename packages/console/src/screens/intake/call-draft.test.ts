import assert from "node:assert/strict";
import { test } from "node:test";
import { callForm as callSchema } from "@stanch/model/request";
import { callForm, missingFields, readDraft } from "./call-draft.ts";

const started = "2026-03-01T02:14:07.000Z";
const full = readDraft({
  channel: "phone",
  startedAt: started,
  from: "010 1234",
  organisation: "Harbour Works",
  name: "Duty engineer",
  phone: "+86 10 1234 5678",
  location: "Building 3, room 12",
  symptoms: ["unknown-account"],
  readBack: true,
});

test("an old or broken draft opens with what it has", () => {
  const draft = readDraft({ organisation: 7, name: "A", symptoms: "x", channel: "pigeon" });
  assert.equal(draft.organisation, "");
  assert.equal(draft.name, "A");
  assert.deepEqual(draft.symptoms, []);
  assert.equal(draft.channel, "phone");
});

test("what is missing is named, a wrong number included", () => {
  assert.deepEqual(missingFields(readDraft({})), ["organisation", "name", "phone", "location"]);
  assert.deepEqual(missingFields({ ...full, phone: "call me" }), ["phone"]);
  assert.deepEqual(missingFields({ ...full, email: "nobody" }), ["email"]);
  assert.deepEqual(missingFields(full), []);
});

test("a finished call is a request whose clock runs from its beginning", () => {
  const form = callForm(full, "2026-03-01T02:20:00.000Z");
  assert.equal(callSchema.safeParse(form).success, true);
  assert.equal(form.proofAt, started);
  assert.deepEqual(form.call, {
    from: "010 1234",
    startedAt: started,
    endedAt: "2026-03-01T02:20:00.000Z",
    readBack: true,
  });
});

test("a visit has no call record", () => {
  assert.equal(callForm({ ...full, channel: "in-person" }, started).call, undefined);
});
