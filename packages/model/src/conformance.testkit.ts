/**
 * How a suite of expectations (a corpus, a specification table) tells how many of them hold, so that `npm run conformance` can
 * print one table and hold each figure to its floor in `tools/conformance-floors.json`.
 *
 * A suite is a test that calls {@link conformance} once for each figure; its file is found by importing this one. Assert what
 * must hold as well: the figure is for the table, the assertion for the test run. Where corpora are absent the test skips
 * itself with {@link noCorpora} and the table says so. After adding a suite, or when more holds than before, run
 * `npm run conformance -- --raise`, which writes higher floors and never lower ones.
 *
 * @example
 * test("every rule matches its sample", { skip: folder === undefined ? noCorpora : false }, (t) => {
 *   conformance(t, "hayabusa-inline", matched, samples.length);
 *   assert.equal(matched, samples.length);
 * });
 */
import type { TestContext } from "node:test";

/** Reason by which a test skips itself where `../shared/corpora` is absent. */
export const noCorpora = "skipped: no corpora";

const mark = "conformance: ";

/** How many expectations of a suite hold. */
export interface SuiteFigure {
  /** kebab-case, stable and unique: `plaso-logs-unix`. */
  readonly suite: string;
  readonly passed: number;
  readonly of: number;
}

/** Tells that `passed` of `of` expectations hold; call it before the assertions, so that it is told when they fail. */
export function conformance(t: Pick<TestContext, "diagnostic">, suite: string, passed: number, of: number): void {
  t.diagnostic(mark + JSON.stringify({ suite, passed, of } satisfies SuiteFigure));
}

/** The figure in a diagnostic line of the test runner, or undefined when it is another line. */
export function suiteFigure(diagnostic: string): SuiteFigure | undefined {
  return diagnostic.startsWith(mark) ? (JSON.parse(diagnostic.slice(mark.length)) as SuiteFigure) : undefined;
}
