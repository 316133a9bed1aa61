import { z } from "zod";
import type { Text } from "./text.ts";

/** The steps of an emergency in their usual order; the rail on every incident page. Source: the process table of ARCHITECTURE.md. */
export const processStep = z.enum([
  "request",
  "notify",
  "determine",
  "dispatch",
  "advise",
  "collect",
  "investigate",
  "contain",
  "eradicate",
  "recover",
  "harden",
  "reassess",
  "police",
  "report",
  "archive",
]);
export type ProcessStep = z.infer<typeof processStep>;

/** `done` needs the record the step demands; `skipped` needs a reason in the journal. */
export const stepState = z.enum(["todo", "current", "done", "skipped"]);
export type StepState = z.infer<typeof stepState>;

export const stepNames: Record<ProcessStep, Text> = {
  request: { zh: "受理", en: "Request" },
  notify: { zh: "通报", en: "Notify" },
  determine: { zh: "判定", en: "Determine" },
  dispatch: { zh: "派遣", en: "Dispatch" },
  advise: { zh: "临时建议", en: "Advise" },
  collect: { zh: "取证", en: "Collect" },
  investigate: { zh: "分析", en: "Investigate" },
  contain: { zh: "抑制", en: "Contain" },
  eradicate: { zh: "根除", en: "Eradicate" },
  recover: { zh: "恢复", en: "Recover" },
  harden: { zh: "加固", en: "Harden" },
  reassess: { zh: "复评", en: "Re-assess" },
  police: { zh: "警方配合", en: "Police" },
  report: { zh: "报告", en: "Report" },
  archive: { zh: "归档", en: "Archive" },
};
