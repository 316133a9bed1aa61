import assert from "node:assert/strict";
import { test } from "node:test";
import { explainError } from "../error.ts";
import { assignmentState, investigationState, measureState, reportState } from "../handling.ts";
import { incidentState } from "../incident.ts";
import { legalDutyState } from "../legal-duty.ts";
import { requestState } from "../request.ts";
import { taskState } from "../task.ts";
import { deskErrors } from "./desk-errors.ts";

test("a state is told in the language of the sentence, never by its key", () => {
  const all = [
    assignmentState,
    investigationState,
    measureState,
    reportState,
    incidentState,
    requestState,
    taskState,
    legalDutyState,
  ];
  for (const state of all.flatMap<string>(({ options }) => options)) {
    const { what } = explainError(deskErrors.E_STATE, { state }, "zh");
    assert.doesNotMatch(what, /[a-z]/, state);
    assert.doesNotMatch(explainError(deskErrors.E_STATE, { state }, "en").what, /\p{Script=Han}/u, state);
  }
});

test("what is no state stays as it is", () => {
  assert.ok(explainError(deskErrors.E_STATE, { state: "toString" }, "zh").what.includes("toString"));
});
