import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { contactPlan, plainAddress, type Way } from "./contact-plan.ts";

const [sms, voice, phone, robot] = (["sms", "voice", "phone", "dingtalk"] as const).map((channel, at) => ({
  id: `0000000${at}-0000-4000-8000-000000000000`,
  channel,
  address: `+861380000000${at}`,
})) as [Way, Way, Way, Way];

const shown = (ways: readonly Way[], rules: Parameters<typeof contactPlan>[1]) =>
  contactPlan(ways, rules).map(({ way, delayMinutes }) => `${way.channel} ${delayMinutes}`);

test("without rules every way is used five minutes after the one before; a phone is rung by people", () => {
  assert.deepEqual(shown([phone, sms, voice, robot], []), ["sms 0", "voice 5", "dingtalk 10"]);
  assert.deepEqual(shown([phone], []), []);
});

test("rules say which way when; the first is used at once, and a way may come again", () => {
  const rules = [
    { contact: voice.id, delayMinutes: 10 },
    { contact: sms.id, delayMinutes: 2 },
    { contact: voice.id, delayMinutes: 4 },
  ];
  assert.deepEqual(shown([sms, voice], rules), ["sms 0", "voice 4", "voice 10"]);
});

test("rules that name only what is gone leave nobody out of reach", () => {
  assert.deepEqual(shown([voice], [{ contact: sms.id, delayMinutes: 0 }]), ["voice 0"]);
});

test("whoever has a way that a provider serves is told at once, whatever the rules say", () => {
  const ways = fc.subarray([sms, voice, phone, robot]);
  const rules = fc.array(
    fc.record({ contact: fc.constantFrom(sms.id, voice.id, phone.id, robot.id), delayMinutes: fc.nat(1440) }),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(ways, rules, (own, wanted) => {
      const plan = contactPlan(own, wanted);
      const served = own.some((one) => one.channel !== "phone");
      assert.equal(plan[0]?.delayMinutes, served ? 0 : undefined);
      assert.ok(plan.every(({ way }) => own.includes(way) && way.channel !== "phone"));
      const delays = plan.map(({ delayMinutes }) => delayMinutes);
      assert.deepEqual(
        delays,
        delays.toSorted((a, b) => a - b),
      );
    }),
  );
});

test("phones are kept without what people put between the digits; other addresses stay", () => {
  assert.equal(plainAddress("sms", "+86 (138) 0013-8000"), "+8613800138000");
  assert.equal(plainAddress("mail", "a-b@centre.test"), "a-b@centre.test");
});
