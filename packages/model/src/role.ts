import { z } from "zod";
import type { Text } from "./text.ts";

export const role = z.enum([
  "duty-officer",
  "handler",
  "supervisor",
  "researcher",
  "archivist",
  "administrator",
  "customer",
]);
export type Role = z.infer<typeof role>;

export const roleNames: Record<Role, Text> = {
  "duty-officer": { zh: "值班员", en: "Duty officer" },
  handler: { zh: "处置人员", en: "Handler" },
  supervisor: { zh: "应急主管", en: "Emergency supervisor" },
  researcher: { zh: "研究支援", en: "Researcher" },
  archivist: { zh: "档案员", en: "Archivist" },
  administrator: { zh: "管理员", en: "Administrator" },
  customer: { zh: "客户", en: "Customer" },
};

/** What a person may do; a route names exactly one. */
export const permission = z.enum([
  "public",
  "signed-in",
  "request.read",
  "request.write",
  "incident.read",
  "incident.write",
  "incident.decide",
  "notice.write",
  "evidence.read",
  "evidence.write",
  "investigation.run",
  "measure.plan",
  "measure.approve",
  "report.write",
  "report.approve",
  "archive.read",
  "archive.seal",
  "customer.read",
  "customer.write",
  "staff.read",
  "staff.write",
  "duty.write",
  "rule.write",
  "hours.write",
  "support.answer",
  "audit.read",
  "own-incident",
]);
export type Permission = z.infer<typeof permission>;

const read: Permission[] = [
  "signed-in",
  "request.read",
  "incident.read",
  "evidence.read",
  "customer.read",
  "staff.read",
  "archive.read",
];

/**
 * Who may do what. A person with several roles may do what any of them may.
 * Four eyes are checked beyond this: an approver is never the author.
 */
export const permissionsOf: Record<Role, readonly Permission[]> = {
  "duty-officer": [
    ...read,
    "request.write",
    "incident.write",
    "notice.write",
    "customer.write",
    "hours.write",
    "support.answer",
  ],
  handler: [
    ...read,
    "request.write",
    "incident.write",
    "notice.write",
    "evidence.write",
    "investigation.run",
    "measure.plan",
    "measure.approve",
    "report.write",
    "hours.write",
    "support.answer",
  ],
  supervisor: [
    ...read,
    "request.write",
    "incident.write",
    "incident.decide",
    "notice.write",
    "evidence.write",
    "investigation.run",
    "measure.plan",
    "measure.approve",
    "report.write",
    "report.approve",
    "duty.write",
    "rule.write",
    "hours.write",
    "support.answer",
    "audit.read",
  ],
  researcher: [
    ...read,
    "evidence.write",
    "investigation.run",
    "report.write",
    "rule.write",
    "hours.write",
    "support.answer",
  ],
  archivist: [...read, "archive.seal"],
  administrator: [
    "signed-in",
    "staff.read",
    "staff.write",
    "duty.write",
    "customer.read",
    "customer.write",
    "audit.read",
  ],
  customer: ["signed-in", "own-incident"],
};

/** Whether any of the roles grants the permission. */
export function may(roles: readonly Role[], wanted: Permission): boolean {
  return wanted === "public" || roles.some((one) => permissionsOf[one].includes(wanted));
}
