/**
 * A desk in a process of its own, for tests that kill it: it takes requests, tells them on standard output once they are committed, and
 * pages people by mail. Its day runs `scale` times as fast as ours. With `drain` it takes nothing new, and ends when nothing is due. SIGTERM
 * asks it to end what it does; SIGKILL asks nothing.
 */
import { generateKeyPairSync, randomBytes, randomUUID, sign } from "node:crypto";
import { writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { openFolderBlobs } from "@stanch/store/folder-blobs";
import { openPgliteRecords } from "@stanch/store/pglite-records";
import { openPostgresRecords } from "@stanch/store/postgres-records";
import { tableJobs } from "@stanch/store/table-jobs";
import { withScope } from "@stanch/store/with-scope";
import { createDesk, type Desk } from "../src/desk.ts";
import type { DeskOptions } from "../src/desk-options.ts";
import { publicCall } from "../src/handler.ts";
import { makePushKeys } from "../src/notification/push-encryption.ts";
import type { DeskTables } from "../src/tables.ts";
import { form } from "./case.testkit.ts";
import { as } from "./desk.testkit.ts";
import { plainBook, plainRenderer, plainRunner, plainSealer } from "./outside-parts.testkit.ts";

export interface ChildOrder {
  /** `postgres://…`, or a folder for PGlite. */
  readonly records: string;
  readonly blobs: string;
  readonly smtp: number;
  readonly scale: number;
  readonly epoch: number;
  readonly drain: boolean;
  /** Each request is taken, and handlers are asked to go; nobody ever answers. */
  readonly dispatch?: boolean;
}

const order = JSON.parse(process.argv[2] ?? "{}") as ChildOrder;
const { privateKey, publicKey } = generateKeyPairSync("ed25519");

/** A pipe takes as much as it has room for: the rest is written when the reader has made some. */
function say(line: object): void {
  const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EAGAIN")) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

const postgres = order.records.startsWith("postgres");
const records = postgres
  ? await openPostgresRecords<DeskTables>({ url: order.records })
  : await openPgliteRecords<DeskTables>({ folder: order.records });
const blobs = await openFolderBlobs(order.blobs);
const options: DeskOptions = {
  records,
  blobs,
  jobs: tableJobs(records),
  clock: { now: () => new Date(order.epoch + (Date.now() - order.epoch) * order.scale) },
  random: { uuid: () => randomUUID(), bytes: (count) => new Uint8Array(randomBytes(count)) },
  secret: new Uint8Array(32).fill(7),
  pushKeys: makePushKeys(),
  signer: {
    name: "centre.test",
    publicKey: new Uint8Array(publicKey.export({ type: "spki", format: "der" }).subarray(-32)),
    sign: (bytes) => new Uint8Array(sign(null, bytes, privateKey)),
  },
  credentials: { create: async () => "x", reset: async () => "x", update: async () => undefined },
  runner: plainRunner(blobs),
  rules: plainBook,
  renderer: plainRenderer,
  sealer: plainSealer,
  explain: () => undefined,
  failed: (error) => void writeSync(2, `${String(error)}\n`),
  version: "0.0.0-test",
};
const root = as("00000000-0000-4000-8000-000000000001", "root", "administrator");
const scope = { tenant: null, staff: true, actor: "system:test" };

/** A chain of three people a minute apart, in the first life. */
async function prepare(desk: Desk): Promise<void> {
  const known = await desk.handlers["staff.list"](root, { params: undefined, query: undefined, body: undefined });
  if (known.length > 0) return;
  const steps = [];
  for (const name of ["赵值班", "钱处置", "李主管"]) {
    const body = {
      name,
      email: `p${steps.length}@centre.test`,
      phone: "+86 10 1234 5678",
      roles: ["handler" as const],
      language: "zh" as const,
    };
    const { staff } = await desk.handlers["staff.create"](root, { params: undefined, query: undefined, body });
    const targets = [{ kind: "staff" as const, id: staff.id }];
    steps.push({ name, kind: "page" as const, acknowledged: "next" as const, targets, delayMinutes: 1 });
  }
  const id = "40000000-0000-4000-8000-000000000001";
  const policy = { name: "7×24", repeat: 0, actionMinutes: 15, steps };
  await desk.handlers["policy.put"](root, { params: { id }, query: undefined, body: policy });
  const smtp = { host: "127.0.0.1", port: order.smtp, security: "none", user: "", from: "desk@centre.test" };
  const body = { smtp, policy: id };
  await desk.handlers["settings.put"](root, { params: undefined, query: undefined, body });
}

/** Everybody of the chain handles, and a fourth is the emergency team. */
async function prepareTeams(desk: Desk): Promise<void> {
  const known = await desk.handlers["staff.list"](root, { params: undefined, query: undefined, body: undefined });
  if (known.length > 3) return;
  const body = { name: "应急组长", email: "p3@centre.test", phone: "+86 10", roles: ["supervisor" as const] };
  const { staff } = await desk.handlers["staff.create"](root, {
    params: undefined,
    query: undefined,
    body: { ...body, language: "zh" },
  });
  const team = { name: "应急小组", kind: "emergency" as const, place: "", skills: [], members: [staff.id] };
  const id = "40000000-0000-4000-8000-000000000009";
  await desk.handlers["team.put"](root, { params: { id }, query: undefined, body: team });
}

/** Takes the request and begins to ask handlers; answers the number of the case. */
async function sendSomebody(desk: Desk, number: string): Promise<string> {
  const staff = await desk.handlers["staff.list"](root, { params: undefined, query: undefined, body: undefined });
  // The one who takes it leads from afar; the other two are asked.
  const officer = as(staff.find(({ email }) => email === "p0@centre.test")?.id ?? "", "赵值班", "duty-officer");
  const all = await desk.handlers["request.list"](officer, { params: undefined, query: {}, body: undefined });
  const request = all.find((one) => one.number === number);
  if (request === undefined) throw new TypeError(number);
  const taken = await desk.handlers["request.take"](officer, {
    params: { request: request.id },
    query: undefined,
    body: {},
  });
  const params = { incident: taken.id };
  const body = { part: "handler" as const, mode: "on-site" as const };
  await desk.handlers["dispatch.begin"](officer, { params, query: undefined, body });
  return taken.number;
}

/** Every round with what was offered and who was told. */
async function rounds() {
  return withScope(records, scope, async (tx) => {
    const runs = await tx
      .selectFrom("dispatch")
      .innerJoin("incident", "incident.id", "dispatch.incident_id")
      .select(["incident.number", "dispatch.run"])
      .execute();
    const told = await tx
      .selectFrom("notice")
      .innerJoin("incident", "incident.id", "notice.incident_id")
      .select(["incident.number", "notice.purpose", "notice.to_address as to", "notice.id"])
      .where("purpose", "in", ["assignment-offer", "dispatch-unfilled"])
      .execute();
    return runs.map(({ number, run }) => ({
      number,
      state: run.state,
      asked: run.offers.map(({ staff, outcome }) => [staff.name, outcome]),
      told: told.filter((one) => one.number === number),
    }));
  });
}
export type Round = Awaited<ReturnType<typeof rounds>>[number];

async function waiting(): Promise<number> {
  return withScope(records, scope, async (tx) => {
    const asking = await tx.selectFrom("dispatch").select("id").where("next_at", "is not", null).execute();
    const chains = await tx.selectFrom("escalation").select("id").where("next_at", "is not", null).execute();
    const notices = await tx.selectFrom("notice").select("id").where("state", "=", "queued").execute();
    return asking.length + chains.length + notices.length;
  });
}

/** Every page that stands in the records. */
async function pages() {
  return withScope(records, scope, (tx) =>
    tx
      .selectFrom("escalation_notice")
      .innerJoin("escalation", "escalation.id", "escalation_notice.escalation_id")
      .innerJoin("request", "request.id", "escalation.request_id")
      .innerJoin("notice", "notice.id", "escalation_notice.notice_id")
      .select(["request.number", "escalation_notice.key", "notice.to_address as to", "notice.id", "notice.state"])
      .execute(),
  );
}

const desk = await createDesk(options);
await prepare(desk);
if (order.dispatch === true) await prepareTeams(desk);
desk.start();
say({ ready: true });
while (order.drain && (await waiting()) > 0) await sleep(100);
const asked = new AbortController();
process.once("SIGTERM", () => asked.abort());
while (!order.drain && !asked.signal.aborted) {
  const body = {
    ...form,
    symptoms: [],
    language: "zh" as const,
    contact: { name: "王芳", phone: "+86 571 8888 0000" },
  };
  const { number } = await desk.handlers["public.request"](publicCall, { params: undefined, query: undefined, body });
  say({ number: order.dispatch === true ? await sendSomebody(desk, number) : number });
  await sleep(150);
}
if (order.drain) say(order.dispatch === true ? { rounds: await rounds() } : { pages: await pages() });
await desk.close();
await records.close();
