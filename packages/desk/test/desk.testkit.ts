import { createHash, generateKeyPairSync, randomBytes, randomUUID, sign } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { api } from "@stanch/model/api";
import { deskErrors } from "@stanch/model/errors/desk-errors";
import { storeErrors } from "@stanch/model/errors/store-errors";
import type { ErrorKind } from "@stanch/model/error";
import { staffId } from "@stanch/model/ids";
import type { Role } from "@stanch/model/role";
import { openFolderBlobs } from "@stanch/store/folder-blobs";
import { openPgliteRecords } from "@stanch/store/pglite-records";
import { tableJobs } from "@stanch/store/table-jobs";
import { createDesk, type Desk } from "../src/desk.ts";
import type { DeskOptions } from "../src/desk-options.ts";
import type { Call, DeskOperation, Input, Output } from "../src/handler.ts";
import type { DeskTables } from "../src/tables.ts";
import { makePushKeys } from "../src/notification/push-encryption.ts";
import { plainBook, plainRenderer, plainRunner, plainSealer } from "./outside-parts.testkit.ts";

/** A call as a member of the staff. */
export function as(id: string, name: string, ...roles: Role[]): Call {
  return { actor: { kind: "staff", id, name }, roles, scope: { kind: "staff" } };
}

const keys = generateKeyPairSync("ed25519");
const rawKey = new Uint8Array(keys.publicKey.export({ type: "spki", format: "der" }).subarray(-12 - 20));

/** Everything a desk stands on, real but for the parts of other packages. */
export interface TestDesk extends AsyncDisposable {
  readonly desk: Desk;
  readonly options: DeskOptions;
  readonly errors: unknown[];
  /** Moves the time of day. */
  pass(minutes: number): void;
  now(): Date;
  /** Calls an operation as the server does: through the route's schemas, both ways. */
  call<Id extends DeskOperation>(
    id: Id,
    who: Call,
    input?: { params?: unknown; query?: unknown; body?: unknown },
  ): Promise<Output<Id>>;
  /** Makes a person; answers a call as that person. */
  person(name: string, ...roles: Role[]): Promise<Call>;
}

const kinds: Readonly<Record<string, ErrorKind>> = { ...deskErrors, ...storeErrors };

function testOptions(
  records: DeskOptions["records"],
  blobs: DeskOptions["blobs"],
  time: { now: number },
  errors: unknown[],
): DeskOptions {
  return {
    records,
    blobs,
    jobs: tableJobs(records),
    clock: { now: () => new Date(time.now) },
    random: { uuid: () => randomUUID(), bytes: (count) => new Uint8Array(randomBytes(count)) },
    secret: new Uint8Array(32).fill(7),
    signer: {
      name: "centre.test",
      publicKey: rawKey,
      sign: (bytes) => new Uint8Array(sign(null, bytes, keys.privateKey)),
    },
    pushKeys: makePushKeys(),
    credentials: {
      create: async () => "one-time",
      reset: async () => "one-time-again",
      update: async () => undefined,
    },
    runner: plainRunner(blobs),
    rules: plainBook,
    renderer: plainRenderer,
    sealer: plainSealer,
    explain: (code) => kinds[code],
    failed: (error) => void errors.push(error),
    version: "0.0.0-test",
  };
}

/** A desk on an embedded database in memory and a folder of blobs. */
export async function testDesk(
  change: Partial<DeskOptions> = {},
  open: () => Promise<DeskOptions["records"]> = () => openPgliteRecords<DeskTables>(),
): Promise<TestDesk> {
  const folder = await mkdtemp(path.join(tmpdir(), "stanch-desk-"));
  const records = await open();
  const time = { now: Date.parse("2026-03-01T00:00:00Z") };
  const errors: unknown[] = [];
  const options = { ...testOptions(records, await openFolderBlobs(folder), time, errors), ...change };
  const desk = await createDesk(options);
  const administrator = as("00000000-0000-4000-8000-000000000000", "root", "administrator");
  const call: TestDesk["call"] = async (id, who, input = {}) => {
    const route = api[id];
    const raw = route.carries === "bytes" ? input.body : route.body.parse(input.body);
    const parsed = { params: route.params.parse(input.params), query: route.query.parse(input.query), body: raw };
    const answer = await desk.handlers[id](who, parsed as never);
    // What leaves is what the schema says: the test sees what a browser would.
    return (route.carries === "json" || route.carries === "bytes" ? route.output.parse(answer) : answer) as never;
  };
  return {
    desk,
    options,
    errors,
    call,
    now: () => new Date(time.now),
    pass: (minutes) => void (time.now += minutes * 60_000),
    person: async (name, ...roles) => {
      const email = `${createHash("sha256").update(name).digest("hex").slice(0, 8)}@centre.test`;
      const body = { name, email, phone: "+86 10 1234 5678", roles, language: "zh" };
      const { staff } = await call("staff.create", administrator, { body });
      return as(staffId.parse(staff.id), name, ...roles);
    },
    [Symbol.asyncDispose]: async () => {
      await desk.close();
      await records.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type { Input };
