import assert from "node:assert/strict";
import { test } from "node:test";
import { mentionQuery, nameablePeople, withMention } from "./mention-draft.ts";

const people = [
  { id: "1", name: "张三", email: "zhangsan@centre.test" },
  { id: "2", name: "Li Wei", email: "lw@centre.test" },
  { id: "3", name: "张三丰", email: "feng@centre.test" },
];
const names = (typed: string, involved: readonly string[] = []) =>
  nameablePeople(people, typed, new Set(involved)).map(({ name }) => name);

test("a name is being typed from the @ to the caret, and nowhere else", () => {
  assert.deepEqual(mentionQuery("请@张", 3), { start: 1, typed: "张" });
  assert.deepEqual(mentionQuery("@", 1), { start: 0, typed: "" });
  assert.deepEqual(mentionQuery("ask @Li W now", 9), { start: 4, typed: "Li W" });
  for (const [text, caret] of [
    ["mail a@b", 8],
    ["@张\n看", 4],
    ["no", 2],
    ["@ x", 3],
    ["@张三", 0],
    [`@${"x".repeat(99)}`, 100],
  ] as const)
    assert.equal(mentionQuery(text, caret), undefined, text);
});

test("people are found by any part of a Chinese or Latin name and by their mail, those of the case first", () => {
  assert.deepEqual(names("张"), ["张三", "张三丰"]);
  assert.deepEqual(names("张", ["3"]), ["张三丰", "张三"]);
  assert.deepEqual(names("wei"), ["Li Wei"]);
  assert.deepEqual(names("zhang"), ["张三"]);
  assert.deepEqual(names("", ["2"]), ["Li Wei", "张三", "张三丰"]);
  assert.deepEqual(names("centre"), []);
});

test("the name takes the place of what was typed", () => {
  const query = mentionQuery("请@zh看一下", 4);
  assert.ok(query !== undefined);
  assert.deepEqual(withMention("请@zh看一下", query, "张三"), { text: "请@张三 看一下", caret: 5 });
});
