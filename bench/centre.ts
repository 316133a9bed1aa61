/**
 * `node tools/run.cjs bench/centre.ts [--events 1000000] [--rounds 40]`: a real centre over HTTP. First start to first answer, first
 * page, restart, memory at rest; then a generated log goes in as evidence, is investigated, and its timeline is searched.
 */
import { spawn } from "node:child_process";
import { openAsBlob, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { totpCode } from "@stanch/server/sign-in/totp";
import { printTable, quantile, script, withFolder } from "./bench-tools.ts";
import { generateLog } from "./generate.ts";
import { seeded } from "./random.ts";

const { values } = parseArgs({
  options: { events: { type: "string", default: "1000000" }, rounds: { type: "string", default: "40" } },
});
const wanted = Number(values.events);
const rounds = Number(values.rounds);

interface Served {
  readonly url: string;
  readonly firstPassword?: { readonly email: string; readonly password: string };
  readonly ms: number;
  readonly memory: () => number;
  readonly stop: () => Promise<void>;
}

/** Starts the centre on a folder; resolves with its first answer. */
async function serve(data: string): Promise<Served> {
  const begin = performance.now();
  const server = spawn(process.execPath, [script("serve-once.ts"), data], { stdio: ["ignore", "pipe", "inherit"] });
  const said = await new Promise<string>((resolve, reject) => {
    server.stdout.once("data", (bytes: Buffer) => resolve(bytes.toString()));
    server.once("exit", (code) => reject(new Error(`it ended with ${code}`)));
  });
  const opened = JSON.parse(said) as Pick<Served, "url" | "firstPassword">;
  await fetch(`${opened.url}/api/v1/public/centre`).then((answer) => answer.json());
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const status = (): string => readFileSync(`/proc/${server.pid}/status`, "utf8");
  return {
    ...opened,
    ms: performance.now() - begin,
    memory: () => Number(/^VmRSS:\s+(\d+) kB/m.exec(status())?.[1] ?? 0) / 1024,
    stop: async () => {
      server.kill("SIGTERM");
      await ended;
    },
  };
}

type Ask = <Answer = Record<string, never>>(method: string, path: string, body?: object | Blob) => Promise<Answer>;

function browser(url: () => string): Ask {
  const cookies = new Map<string, string>();
  return async (method, path, body) => {
    const headers = {
      cookie: [...cookies].map((pair) => pair.join("=")).join("; "),
      ...(body === undefined
        ? {}
        : { "content-type": body instanceof Blob ? "application/octet-stream" : "application/json" }),
    };
    const sent = body === undefined || body instanceof Blob ? body : JSON.stringify(body);
    const answer = await fetch(`${url()}/api/v1${path}`, {
      method,
      headers,
      ...(sent === undefined ? {} : { body: sent }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name = "", ...value] = line.split(";", 1)[0]?.split("=") ?? [];
      cookies.set(name, value.join("="));
    }
    if (!answer.ok) throw new Error(`${method} ${path} ${answer.status} ${await answer.text()}`);
    return answer.json() as never;
  };
}

async function enrol(url: () => string, email: string, password: string): Promise<Ask> {
  const ask = browser(url);
  await ask("POST", "/session", { email, password });
  const { totpUri } = await ask<{ totpUri: string }>("POST", "/session/password", {
    current: password,
    next: "a password to measure",
  });
  await ask("POST", "/session/totp", { code: totpCode(totpUri, Date.now()) });
  return ask;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

const random = seeded(11);
const words = ["failed root", "postgres", "union select", "/search", "useradd", "session opened", "chrome/131"];
const day = (at: number): string => new Date(Date.UTC(2026, 2, 1 + at)).toISOString();
const search = (filter: object) => ({ filter, order: random.pick(["oldest", "newest"]), limit: 200 });

/** What the console asks; each round asks for other values. */
const questions: Readonly<Record<string, () => readonly [string, object]>> = {
  "newest page": () => ["search", search({})],
  time: () => {
    const at = random.below(28);
    return ["search", search({ from: day(at), to: day(at + 1) })];
  },
  user: () => ["search", search({ user: [random.pick(["root", "deploy", "wang.lei"])] })],
  "free text": () => ["search", search({ text: random.pick(words) })],
  "text, user, time": () => ["search", search({ text: random.pick(words), user: ["root"], from: day(0), to: day(9) })],
  histogram: () => ["histogram", { filter: {}, buckets: 120 }],
  "histogram of text": () => ["histogram", { filter: { text: random.pick(words) }, buckets: 120 }],
  "top addresses": () => ["top", { filter: {}, field: "source.ip", limit: 20 }],
};

/** A case with the logs as evidence, investigated; answers the incident and how many events it has. */
async function investigated(ask: Ask, logs: readonly string[]): Promise<{ incident: string; seconds: number }> {
  const request = await ask<{ id: string }>("POST", "/requests", {
    organisation: "bench",
    contact: { name: "bench", phone: "+86 10 1234" },
    location: "bench",
    systems: "",
    symptoms: [],
    description: "",
    language: "en",
    channel: "phone",
  });
  const { id: incident } = await ask<{ id: string }>("POST", `/requests/${request.id}/take`, {});
  const evidence: string[] = [];
  for (const log of logs) {
    const announced = { name: log.split("/").at(-1), size: statSync(log).size, evidence: {} };
    const { id } = await ask<{ id: string }>("POST", `/incidents/${incident}/uploads`, announced);
    const path = `/incidents/${incident}/uploads/${id}?offset=0`;
    evidence.push((await ask<{ evidenceId: string }>("PATCH", path, await openAsBlob(log))).evidenceId);
  }
  const begin = performance.now();
  await ask("POST", `/incidents/${incident}/investigations`, { evidence, zone: "UTC" });
  for (;;) {
    const [run] = await ask<{ state: string; error?: object }[]>("GET", `/incidents/${incident}/investigations`);
    if (run?.state === "done" || run?.state === "partial") break;
    if (run?.state === "failed") throw new Error(JSON.stringify(run.error));
    await sleep(250);
  }
  return { incident, seconds: (performance.now() - begin) / 1000 };
}

await withFolder(async (folder) => {
  const data = join(folder, "data");
  let centre = await serve(data);
  const first = centre.ms;
  const page = await timed(async () => (await fetch(centre.url)).text());
  const { email = "", password = "" } = centre.firstPassword ?? {};
  const admin = await enrol(() => centre.url, email, password);
  const form = {
    name: "bench",
    email: "bench@centre.test",
    phone: "",
    roles: ["handler", "duty-officer"],
    language: "en",
  };
  const made = await admin<{ oneTimePassword: string }>("POST", "/staff", form);
  const ask = await enrol(() => centre.url, form.email, made.oneTimePassword);
  await sleep(5000);
  const rest = centre.memory();
  const restarts: number[] = [];
  for (let at = 0; at < 3; at++) {
    await centre.stop();
    centre = await serve(data);
    restarts.push(centre.ms);
  }
  const facts = [
    ["first start to first answer", `${first.toFixed(0)} ms`],
    ["first page", `${page.toFixed(0)} ms`],
    ["restart to first answer", restarts.map((ms) => `${ms.toFixed(0)} ms`).join(" ")],
    ["memory at rest", `${rest.toFixed(0)} MiB`],
  ];
  printTable(["centre", ""], facts);
  const logs = [
    generateLog("auth.log", wanted * 0.5 * 110, folder),
    generateLog("access.log", wanted * 0.5 * 241, folder),
  ];
  const { incident, seconds } = await investigated(ask, logs);
  const { total } = await ask<{ total: number }>("POST", `/incidents/${incident}/timeline/search`, search({}));
  const rows: string[][] = [];
  const all: number[] = [];
  for (const [name, question] of Object.entries(questions)) {
    const times: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const [kind, body] = question();
      times.push(await timed(() => ask("POST", `/incidents/${incident}/timeline/${kind}`, body)));
    }
    all.push(...times.slice(1));
    rows.push([name, ...[0.5, 0.95, 1].map((share) => quantile(times.slice(1), share).toFixed(0))]);
  }
  rows.push(["all", ...[0.5, 0.95, 1].map((share) => quantile(all, share).toFixed(0))]);
  printTable(["over HTTP", "p50 ms", "p95 ms", "max ms"], rows);
  console.log(
    `${total} events, investigated in ${seconds.toFixed(1)} s, ${rounds} rounds each; ${centre.memory().toFixed(0)} MiB after it`,
  );
  await centre.stop();
});
