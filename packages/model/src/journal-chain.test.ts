import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { journalKind, type JournalEntry } from "./journal.ts";
import { journalGenesis, journalText, verifyJournal } from "./journal-chain.ts";

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

type Told = Pick<JournalEntry, "kind" | "data">;
function chainOf(told: readonly Told[]): JournalEntry[] {
  let prev = journalGenesis;
  return told.map(({ kind, data }, index) => {
    const recordedAt = new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString();
    const open = { seq: index + 1, prev, at: recordedAt, recordedAt, actor: anyone, kind, data };
    const entry = { ...open, hash: sha256(journalText(open)) };
    prev = entry.hash;
    return entry;
  });
}
const anyone = { kind: "staff" as const, id: "1", name: "值班员" };

const told = fc.record({
  kind: fc.constantFrom(...journalKind.options),
  data: fc.dictionary(
    fc.string({ maxLength: 6 }),
    fc.oneof(fc.string({ unit: "grapheme" }), fc.integer(), fc.boolean()),
  ),
});
const journal = fc.array(told, { minLength: 2, maxLength: 12 }).map(chainOf);

test("an untouched journal holds, against every one of its own heads", () => {
  fc.assert(fc.property(journal, (entries) => assert.equal(verifyJournal(entries, sha256, entries), undefined)));
});

test("any changed member of any entry is found", () => {
  const change = fc.constantFrom<(entry: JournalEntry) => JournalEntry>(
    (entry) => ({ ...entry, data: { ...entry.data, "": "forged\u0000" } }),
    (entry) => ({ ...entry, at: "2025-01-01T00:00:00Z" }),
    (entry) => ({ ...entry, actor: { ...entry.actor, name: `${entry.actor.name}.` } }),
    (entry) => ({ ...entry, kind: entry.kind === "note.written" ? "record.read" : "note.written" }),
    (entry) => ({ ...entry, hash: sha256(entry.hash) }),
    (entry) => ({ ...entry, recordedAt: "2027-01-01T00:00:00Z" }),
  );
  fc.assert(
    fc.property(journal, fc.nat(), change, (entries, at, forge) => {
      const index = at % entries.length;
      const forged = entries.map((entry, one) => (one === index ? forge(entry) : entry));
      assert.notEqual(verifyJournal(forged, sha256), undefined);
    }),
  );
});

test("a changed entry with every later hash recomputed is found against a checkpoint", () => {
  fc.assert(
    fc.property(journal, fc.nat(), (entries, at) => {
      const index = at % entries.length;
      const rewritten = chainOf(
        entries.map((entry, one) => (one === index ? { ...entry, data: { forged: true } } : entry)),
      );
      const head = entries.at(-1);
      assert.ok(head);
      assert.deepEqual(verifyJournal(rewritten, sha256, [head]), { kind: "other-history", seq: head.seq });
    }),
  );
});

test("any missing entry and any two exchanged entries are found", () => {
  fc.assert(
    fc.property(journal, fc.nat(), fc.nat(), (entries, one, other) => {
      const gone = one % (entries.length - 1);
      assert.notEqual(verifyJournal(entries.toSpliced(gone, 1), sha256), undefined);
      const [a, b] = [one % entries.length, other % entries.length];
      fc.pre(a !== b);
      const swapped = entries.map((entry, index) => entries[index === a ? b : index === b ? a : index] ?? entry);
      assert.notEqual(verifyJournal(swapped, sha256), undefined);
    }),
  );
});

test("a truncated journal looks whole by itself and is found against a checkpoint", () => {
  fc.assert(
    fc.property(journal, fc.nat(), (entries, at) => {
      const kept = entries.slice(0, at % entries.length);
      const head = entries.at(-1);
      assert.ok(head);
      assert.equal(verifyJournal(kept, sha256), undefined);
      assert.deepEqual(verifyJournal(kept, sha256, [head]), { kind: "truncated", seq: head.seq, count: kept.length });
    }),
  );
});

test("an entry written before the one it follows is found", () => {
  const [first] = chainOf([{ kind: "note.written", data: {} }]);
  assert.ok(first);
  const open = { ...first, seq: 2, prev: first.hash, recordedAt: "2025-12-31T23:59:59Z" };
  const second = { ...open, hash: sha256(journalText(open)) };
  assert.deepEqual(verifyJournal([first, second], sha256), { kind: "time-backwards", seq: 2 });
});
