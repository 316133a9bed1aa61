/** What the development server answers, by operation. Never shipped. */
import type { OperationId } from "@stanch/model/api";
import { gradeIncident } from "@stanch/model/level";
import { at, clock, ids, theAnswer, theIncident } from "./case-data.ts";
import * as r from "./record-data.ts";

export type Answer = (input: { params: Record<string, string>; body: unknown; query: URLSearchParams }) => unknown;

const ok = () => ({ ok: true });
const event = (n: number) => {
  const failed = n % 9 !== 0;
  const time = new Date(Date.parse("2026-03-01T00:12:09Z") + n * 2700).toISOString().replace(".000", "");
  const port = 40_000 + (n % 20_000);
  return {
    "@timestamp": time,
    "event.id": `0123456789abcdef-${n.toString(36)}`,
    "event.module": "sshd",
    "event.category": "authentication",
    "event.action": "ssh_login",
    "event.outcome": failed ? "failure" : "success",
    "host.name": "web-01",
    "user.name": failed ? "root" : "deploy",
    "source.ip": n % 4 === 0 ? "198.51.100.23" : "203.0.113.9",
    "source.port": port,
    "log.file.path": "web-01-var-log.tar.gz!/var/log/secure",
    "log.offset": n * 104,
    "log.record": n + 1,
    "stanch.time": "year-inferred",
    message: `${failed ? "Failed" : "Accepted"} password for ${failed ? "root" : "deploy"} from 203.0.113.9 port ${port} ssh2`,
    rules: n % 9 === 0 ? ["ssh-password-guessed"] : [],
  };
};
const all = 61_204;
const rawOf = (n: number) => {
  const one = event(n);
  return `Mar  1 00:12:09 web-01 sshd[2211]: ${one.message}`;
};

export const answers: Partial<Record<OperationId, Answer>> = {
  "session.get": () => r.session,
  "session.signOut": () => ({ state: "signed-out" }),
  "session.signIn": () => ({
    state: "enrol-totp",
    totpUri: "otpauth://totp/Stanch:a%40centre.example?secret=JBSWY3DPEHPK3PXPJBSWY3DP&issuer=Stanch",
    backupCodes: ["k3m9-x2p7", "w8q4-r5t1", "b6n2-c7v9", "h1j5-d4f8"],
  }),
  "session.totp": () => r.session,
  "session.language": () => r.session,
  "public.centre": () => ({
    name: { zh: "江岸应急响应中心", en: "Riverside Response Centre" },
    dutyPhone: "+86 10 5555 0110",
    dutyMail: "duty@centre.example",
    responseMinutes: 240,
  }),
  "public.request": () => ({ number: "REQ-2026-0202", statusPath: "/c/abcdefghijklmnopqrstuvwx", clock: clock(0) }),
  "public.status": () => r.customerPage,
  "public.advice": ok,
  "public.countersign": ok,
  "public.notice": () => ({
    subject: "SEC-2026-0142 安全应急",
    body: "海港零售 web-01 疑似被入侵，请确认收到。",
    from: "处置员甲",
  }),
  "public.acknowledge": ok,
  "request.list": () => r.requests,
  "request.create": () => r.requests[0],
  "request.take": () => theIncident,
  "draft.save": ok,
  "draft.delete": ok,
  "draft.list": () => [{ id: ids.any, form: { organisation: "北岸医院" }, savedAt: at(0.1) }],
  "incident.list": () => r.incidents,
  "incident.get": () => theIncident,
  "incident.journal": () => r.journal,
  "incident.note": ok,
  "incident.contact": () => theIncident,
  "notice.list": () => [
    {
      id: ids.any,
      incidentId: ids.incident,
      from: "处置员甲",
      to: { name: "应急小组", part: "二线", address: "team@centre.example" },
      channel: "mail",
      subject: "SEC-2026-0142",
      body: "请查收",
      state: "failed",
      createdAt: at(2),
      attempts: [{ at: at(2), ok: false, provider: "smtp", detail: "550 no such user" }],
    },
  ],
  "decision.list": () => [{ notifyFurther: true, reason: "影响支付业务", by: "主管", at: at(1.9) }],
  "determination.list": () => {
    const factors = { importance: "important", loss: "extreme", harm: "general", ciiMinutes: 75 } as const;
    return [
      {
        disposition: "incident",
        type: "NA-06",
        secondary: [],
        factors,
        reason: "登录成功且新建账号",
        level: 2,
        grading: gradeIncident(factors),
        by: "处置员甲",
        at: at(1.5),
      },
    ];
  },
  "assignment.list": () => [
    {
      id: ids.any,
      staff: { id: ids.other, name: "处置员乙" },
      part: "handler",
      mode: "on-site",
      state: "under-way",
      times: { offered: at(2.2), accepted: at(2.1), "under-way": at(1.9) },
    },
  ],
  "advice.list": () => r.advice,
  "evidence.list": () => r.evidence,
  "evidence.verify": () => ({ holds: true, sha256: r.evidence[0]?.sha256 }),
  "investigation.list": () => r.investigations,
  "answer.get": () => theAnswer,
  "sources.get": () => ({ version: 1, sources: r.sources }),
  "timeline.search": ({ body }) => {
    const { limit, after, filter } = body as { limit: number; after?: string; filter: { ids?: string[] } };
    if (filter.ids !== undefined)
      return {
        events: filter.ids.map((id) => event(Number.parseInt(id.split("-")[1] ?? "1", 36))),
        total: filter.ids.length,
      };
    const from = Number(after ?? 0);
    return {
      events: Array.from({ length: limit }, (_, index) => event(from + index)),
      next: String(from + limit),
      total: all,
    };
  },
  "timeline.histogram": () => ({
    from: "2026-03-01T00:12:09Z",
    to: "2026-03-01T04:12:09Z",
    buckets: Array.from({ length: 120 }, (_, index) => {
      const count = Math.round(900 * Math.abs(Math.sin(index / 9)) ** 3 + (index % 5) * 12);
      return {
        at: new Date(Date.parse("2026-03-01T00:12:09Z") + index * 120_000).toISOString(),
        count,
        failures: Math.round(count * 0.7),
        detections: index % 17 === 3 ? 4 : 0,
      };
    }),
  }),
  "timeline.top": ({ body }) => {
    const { field } = body as { field: string };
    const values: Record<string, string[]> = {
      rule: ["ssh-password-guessed", "web-scan"],
      "source.ip": ["203.0.113.9", "198.51.100.23", "192.0.2.10"],
      "host.name": ["web-01", "db-02"],
      "user.name": ["root", "deploy", "sysupd"],
      "event.module": ["sshd", "nginx", "cron"],
    };
    return (values[field] ?? ["success", "failure"]).map((value, index) => ({
      value,
      count: Math.round(40_000 / (index + 1) ** 2),
    }));
  },
  "timeline.raw": ({ params }) => {
    const n = Number.parseInt((params["event"] ?? "").split("-")[1] ?? "1", 36);
    return {
      id: params["event"],
      path: "web-01-var-log.tar.gz!/var/log/secure",
      offset: n * 104,
      record: n + 1,
      sha256: r.evidence[0]?.sha256,
      evidence: { id: ids.evidence, label: "E-01", name: "web-01-var-log.tar.gz", sha256: r.evidence[0]?.sha256 },
      raw: rawOf(n),
      before: [rawOf(n + 1), rawOf(n + 2)],
      after: [rawOf(n + 4)],
      citation: `E-01 /var/log/secure:${n + 1}`,
    };
  },
  "finding.mark": ok,
  "measure.list": () => r.measures,
  "measure.plan": () => r.measures[0],
  "report.list": () => r.reports,
  "archive.list": () => r.archive,
  "archive.verify": () => ({ holds: true, findings: [] }),
  "staff.list": () => r.staff,
  "staff.create": () => ({ staff: r.staff[1], oneTimePassword: "quiet-harbour-4417-lamp" }),
  "customer.list": () => r.customers,
  "settings.get": () => ({
    dutyPhone: "+86 10 5555 0110",
    responseMinutes: 240,
    smtp: { host: "127.0.0.1", port: 25 },
    webhook: "",
  }),
};
