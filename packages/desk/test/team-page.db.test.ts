import assert from "node:assert/strict";
import { test } from "node:test";
import { publicCall } from "../src/handler.ts";
import { administrator } from "./case.testkit.ts";
import { testDesk } from "./desk.testkit.ts";
import { engines } from "./engines.testkit.ts";

for (const engine of await engines()) {
  test(`${engine.name}: everybody reads what the administrator wrote about the team, as text, and nothing internal`, async () => {
    await using desk = await testDesk({}, engine.open);
    const before = await desk.call("public.team", publicCall);
    assert.deepEqual([before.services, before.responseMinutes], [[], 240]);
    const both = (text: string) => ({ zh: text, en: text });
    const hostile = "<script>alert(1)</script>{link}=1+1";
    const teamPage = {
      services: [{ title: both("应急响应"), body: both(hostile) }],
      reach: [{ label: both("传真"), value: "+86 571 8888 0001" }],
      privacy: both("只用于应急。"),
      legal: both(""),
    };
    const plan = { id: "high", name: both("高级"), responseMinutes: 120, levels: { "1": { responseMinutes: 30 } } };
    await desk.call("settings.put", administrator, { body: { teamPage, servicePlans: [plan] } });
    const page = await desk.call("public.team", publicCall);
    assert.equal(page.services[0]?.body.zh, hostile, "text stays text");
    assert.deepEqual(page.plans, [{ id: "high", name: both("高级"), responseMinutes: 120 }]);
    assert.deepEqual(Object.keys(page).toSorted(), [
      "dutyMail",
      "dutyPhone",
      "legal",
      "name",
      "plans",
      "privacy",
      "reach",
      "responseMinutes",
      "services",
    ]);
    const officer = await desk.person("赵值班", "duty-officer");
    await assert.rejects(desk.call("settings.put", officer, { body: { teamPage } }), { code: "E_FORBIDDEN" });
  });
}
