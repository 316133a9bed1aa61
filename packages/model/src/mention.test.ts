import assert from "node:assert/strict";
import { test } from "node:test";
import { mention, mentionParts, placeMentions } from "./mention.ts";

const [a, b, c] = [1, 2, 3].map((n) => `0000000${n}-0000-4000-8000-000000000000`) as [string, string, string];
const found = (body: string, people: readonly (readonly [string, string])[]) =>
  placeMentions(
    body,
    people.map(([id, name]) => ({ id, name })),
  ).map(({ staff, start, length }) => [staff, body.slice(start, start + length)]);

test("whoever was chosen is found where the text names them, Chinese and Latin", () => {
  assert.deepEqual(
    found("请@张三看，@Li Wei too", [
      [b, "Li Wei"],
      [a, "张三"],
    ]),
    [
      [a, "@张三"],
      [b, "@Li Wei"],
    ],
  );
  assert.deepEqual(
    found("@张三丰和@张三", [
      [a, "张三"],
      [b, "张三丰"],
    ]),
    [
      [b, "@张三丰"],
      [a, "@张三"],
    ],
  );
  assert.deepEqual(
    found("@李四 @李四 @李四", [
      [a, "李四"],
      [b, "李四"],
    ]).map(([id]) => id),
    [a, b, b],
  );
});

test("addresses, names that nobody chose and empty names make no mention", () => {
  assert.deepEqual(found("mail ops@张三.test", [[a, "张三"]]), []);
  assert.deepEqual(
    found("@王五 @", [
      [a, "张三"],
      [c, ""],
    ]),
    [],
  );
});

test("a text is cut at its mentions and loses nothing, whatever they say", () => {
  const body = "<b>@张三</b> 看";
  const placed = placeMentions(body, [{ id: a, name: "张三" }]);
  assert.deepEqual(mentionParts(body, placed), [{ text: "<b>" }, { text: "@张三", staff: a }, { text: "</b> 看" }]);
  const at = (start: number, length: number) => mention.parse({ staff: a, start, length });
  for (const wrong of [[at(0, 2)], [at(3, 500)], [at(3, 3), at(4, 2)], [at(900, 2)]])
    assert.equal(
      mentionParts(body, wrong)
        .map(({ text }) => text)
        .join(""),
      body,
    );
});
