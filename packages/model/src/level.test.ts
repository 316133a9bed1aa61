import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { gradingFactors, type GradingFactors } from "./handling.ts";
import { gradeIncident } from "./level.ts";
import { quantitativeTests } from "./level-table.ts";

const least: GradingFactors = { importance: "general", loss: "minor", harm: "general" };
const levelOf = (factors: Partial<GradingFactors>): number => gradeIncident({ ...least, ...factors }).level;

test("table A: every cell of importance × loss", () => {
  const cells = [
    ["special", "extreme", 1],
    ["special", "severe", 2],
    ["special", "considerable", 3],
    ["special", "minor", 4],
    ["important", "extreme", 2],
    ["important", "severe", 3],
    ["important", "considerable", 4],
    ["important", "minor", 4],
    ["general", "extreme", 3],
    ["general", "severe", 4],
    ["general", "considerable", 4],
    ["general", "minor", 4],
  ] as const;
  for (const [importance, loss, level] of cells) {
    const grading = gradeIncident({ importance, loss, harm: "general" });
    assert.equal(grading.level, level, `${importance} × ${loss}`);
    assert.equal(grading.rules[0]?.id, `A-${importance}-${loss}`);
  }
});

test("table B: every degree of harm to society", () => {
  assert.deepEqual(
    (["extreme", "severe", "considerable", "general"] as const).map((harm) => levelOf({ harm })),
    [1, 2, 3, 4],
  );
});

/** Value → level; each boundary with the value just below it. Written out by hand from the annex, not from the table. */
const boundaries: readonly [string, (value: number) => Partial<GradingFactors>, readonly [number, number][]][] = [
  [
    "critical infrastructure as a whole",
    (v) => ({ ciiMinutes: v }),
    [
      [9, 4],
      [10, 3],
      [59, 3],
      [60, 2],
      [359, 2],
      [360, 1],
    ],
  ],
  [
    "its main function",
    (v) => ({ ciiMainMinutes: v }),
    [
      [29, 4],
      [30, 3],
      [179, 3],
      [180, 2],
      [1439, 2],
      [1440, 1],
    ],
  ],
  [
    "provincial portal down",
    (v) => ({ siteDown: { object: "provincial-portal", minutes: v } }),
    [
      [119, 4],
      [120, 3],
      [359, 3],
      [360, 2],
      [1439, 2],
      [1440, 1],
    ],
  ],
  [
    "prefecture portal down",
    (v) => ({ siteDown: { object: "prefecture-portal", minutes: v } }),
    [
      [119, 4],
      [120, 3],
      [359, 3],
      [360, 2],
      [1440, 2],
      [99_999, 2],
    ],
  ],
  [
    "another site down",
    (v) => ({ siteDown: { object: "other", minutes: v } }),
    [
      [120, 4],
      [99_999, 4],
    ],
  ],
  [
    "people",
    (v) => ({ peopleAffected: v }),
    [
      [99_999, 4],
      [100_000, 3],
      [999_999, 3],
      [1_000_000, 2],
      [9_999_999, 2],
      [10_000_000, 1],
    ],
  ],
  [
    "personal information",
    (v) => ({ personalInformation: v }),
    [
      [999_999, 4],
      [1_000_000, 3],
      [9_999_999, 3],
      [10_000_000, 2],
      [99_999_999, 2],
      [100_000_000, 1],
    ],
  ],
  [
    "direct loss",
    (v) => ({ lossYuan: v }),
    [
      [4_999_999.99, 4],
      [5_000_000, 3],
      [19_999_999, 3],
      [20_000_000, 2],
      [99_999_999, 2],
      [100_000_000, 1],
    ],
  ],
];

for (const [name, factors, rows] of boundaries) {
  test(`table C: ${name}`, () => {
    for (const [value, level] of rows) assert.equal(levelOf(factors(value)), level, `${name} = ${value}`);
  });
}

const page = { homeMinutes: 0, otherMinutes: 0, reposts: 0, views: 0 };
const tampering: readonly [keyof typeof page, readonly [number, number][]][] = [
  [
    "homeMinutes",
    [
      [29, 4],
      [30, 3],
      [119, 3],
      [120, 2],
      [359, 2],
      [360, 1],
    ],
  ],
  [
    "otherMinutes",
    [
      [119, 4],
      [120, 3],
      [719, 3],
      [720, 2],
      [1439, 2],
      [1440, 1],
    ],
  ],
  [
    "reposts",
    [
      [999, 4],
      [1000, 3],
      [9999, 3],
      [10_000, 2],
      [99_999, 2],
      [100_000, 1],
    ],
  ],
  [
    "views",
    [
      [9999, 4],
      [10_000, 3],
      [99_999, 3],
      [100_000, 2],
      [999_999, 2],
      [1_000_000, 1],
    ],
  ],
];

test("table C: a tampered site counts at most as high as its kind allows", () => {
  for (const [field, rows] of tampering) {
    for (const [value, level] of rows) {
      const at = (object: "level-1" | "level-2" | "level-3") =>
        levelOf({ tampered: { ...page, object, [field]: value } });
      assert.equal(at("level-1"), level, `${field} = ${value}`);
      assert.equal(at("level-2"), level === 4 ? 4 : Math.max(2, level), `${field} = ${value}, level-2 object`);
      assert.equal(at("level-3"), level === 4 ? 4 : 3, `${field} = ${value}, level-3 object`);
    }
  }
});

test("table C: threat by lost data", () => {
  assert.deepEqual(
    (["extreme", "severe", "considerable", "none"] as const).map((dataThreat) => levelOf({ dataThreat })),
    [1, 2, 3, 4],
  );
});

test("rules that fired are named and explained in both languages, with the numbers", () => {
  const grading = gradeIncident({ ...least, ciiMinutes: 60, peopleAffected: 100_000 });
  assert.deepEqual(
    grading.rules.map((rule) => rule.id),
    ["A-general-minor", "B-general", "C-cii-whole-2", "C-people-3"],
  );
  assert.match(grading.explain.zh, /2 级（重大）.*C-cii-whole-2.*60 分钟/);
  assert.match(grading.explain.en, /Level 2 \(Major\).*C-cii-whole-2.*60 minutes/);
});

const factors = fc
  .record(
    {
      importance: fc.constantFrom("special", "important", "general"),
      loss: fc.constantFrom("extreme", "severe", "considerable", "minor"),
      harm: fc.constantFrom("extreme", "severe", "considerable", "general"),
      ciiMinutes: fc.nat(2000),
      peopleAffected: fc.nat(20_000_000),
      lossYuan: fc.nat(200_000_000),
    },
    { requiredKeys: ["importance", "loss", "harm"] },
  )
  .map((value) => gradingFactors.parse(value));

test("more harm never means a milder level, and the level is the most severe rule", () => {
  fc.assert(
    fc.property(factors, fc.nat(1_000_000), (given, more) => {
      const grading = gradeIncident(given);
      assert.equal(grading.level, Math.min(...grading.rules.map((rule) => rule.level)));
      const worse = gradeIncident({ ...given, peopleAffected: (given.peopleAffected ?? 0) + more });
      assert.ok(worse.level <= grading.level);
    }),
  );
});

test("thresholds fall from level 1 to 3 in every test", () => {
  for (const { id, thresholds } of quantitativeTests) {
    assert.ok(thresholds[1] > thresholds[2] && thresholds[2] > thresholds[3], id);
  }
});
