import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { verifyJournal } from "@stanch/model/journal-chain";
import { ended, form, giveEvidence, openCase } from "./case.testkit.ts";
import { client, enrol, type Person, person } from "./client.testkit.ts";
import { intrusionLog } from "./intrusion.testkit.ts";

/*
 * The whole centre under kill -9: records, journal, uploads, evidence, jobs and events at once. The database alone dies fifty times
 * in the room of the stores.
 */
const ROUNDS = 12;
const child = fileURLToPath(new URL("./serve-child.ts", import.meta.url));
const home = mkdtempSync(path.join(tmpdir(), "stanch-crash-"));
after(() => rmSync(home, { recursive: true, force: true }));

interface Life {
  readonly process: ChildProcess;
  readonly url: string;
  readonly firstPassword?: { readonly email: string; readonly password: string };
  /** What it complained of so far. */
  readonly complaints: () => string;
}

async function start(): Promise<Life> {
  const server = spawn(process.execPath, [child, path.join(home, "data")], { stdio: ["ignore", "pipe", "pipe"] });
  let complaints = "";
  server.stderr.on("data", (bytes: Buffer) => void (complaints += bytes.toString()));
  const said = await new Promise<string>((resolve, reject) => {
    server.stdout.once("data", (bytes: Buffer) => resolve(bytes.toString()));
    server.once("exit", () => reject(new Error(`it does not start: ${complaints}`)));
  });
  return {
    process: server,
    complaints: () => complaints,
    ...(JSON.parse(said) as Pick<Life, "url" | "firstPassword">),
  };
}

async function kill({ process: server }: Life): Promise<void> {
  const gone = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGKILL");
  await gone;
}

/** Everything the centre said it had kept. */
const kept = {
  notes: new Set<string>(),
  requests: new Set<string>(),
  evidence: new Map<string, string>(),
  offsets: new Map<string, number>(),
  investigations: new Set<string>(),
};

interface Work {
  readonly who: Person;
  readonly incident: string;
  readonly log: string;
  /** Bytes of an upload that is never finished within one life. */
  readonly image: Uint8Array;
  readonly upload: string;
}

/** One kind of work after the other until the server is gone; what was acknowledged is remembered. */
async function load(kinds: readonly (() => Promise<void>)[], over: AbortSignal): Promise<void> {
  await Promise.all(
    kinds.map(async (kind) => {
      while (!over.aborted) await kind().catch(() => sleep(5));
    }),
  );
}

function kindsOf({ who, incident, image, upload, log }: Work, round: number): readonly (() => Promise<void>)[] {
  const params = { incident };
  let investigated = false;
  return [
    async () => {
      const body = `note ${crypto.randomUUID()}`;
      await who.call("incident.note", { params, body: { body } });
      kept.notes.add(body);
    },
    async () => {
      const made = await who.call("request.create", { body: { ...form, channel: "phone" } });
      kept.requests.add(made.id);
    },
    async () => {
      const bytes = randomBytes(20_000);
      const id = await giveEvidence(who, incident, "memory.bin", bytes);
      kept.evidence.set(id, createHash("sha256").update(bytes).digest("hex"));
    },
    async () => {
      const at = { params: { incident, upload } };
      const { offset } = await who.call("upload.get", at);
      if (offset + 3000 > image.length) return sleep(50);
      const now = await who.call("upload.append", {
        ...at,
        query: { offset },
        body: image.subarray(offset, offset + 3000),
      });
      kept.offsets.set(upload, now.offset);
    },
    async () => {
      if (investigated) return sleep(50);
      investigated = true;
      const bytes = new TextEncoder().encode(`${log}# ${round}\n`);
      const evidence = await giveEvidence(who, incident, `auth-${round}.log`, bytes);
      const run = await who.call("investigation.create", { params, body: { evidence: [evidence], zone: "UTC" } });
      kept.investigations.add(run.id);
    },
  ];
}

/** Everything that was acknowledged is there, and the chain of the journal holds. */
async function check({ who, incident, upload }: Work): Promise<void> {
  const params = { incident };
  const journal = await who.call("incident.journal", { params });
  assert.equal(
    verifyJournal(journal, (text) => createHash("sha256").update(text).digest("hex")),
    undefined,
  );
  const written = new Set(
    journal.filter((entry) => entry.kind === "note.written").map((entry) => JSON.stringify(entry.data)),
  );
  for (const note of kept.notes)
    assert.ok(
      [...written].some((data) => data.includes(note)),
      `${note} is lost`,
    );
  for (const request of kept.requests) await who.call("request.get", { params: { request } });
  const items = new Map((await who.call("evidence.list", { params })).map((item) => [item.id as string, item.sha256]));
  for (const [id, hash] of kept.evidence) assert.equal(items.get(id), hash, "an item of evidence is lost");
  const last = [...kept.evidence.keys()].at(-1);
  if (last !== undefined)
    assert.equal((await who.call("evidence.verify", { params: { incident, evidence: last } })).holds, true);
  const { offset } = await who.call("upload.get", { params: { incident, upload } });
  assert.ok(offset >= (kept.offsets.get(upload) ?? 0), "acknowledged bytes of an upload are lost");
  const runs = new Set((await who.call("investigation.list", { params })).map((run) => run.id as string));
  for (const run of kept.investigations) assert.ok(runs.has(run), "an investigation is lost");
}

test(`a centre that is killed ${ROUNDS} times under load loses nothing it acknowledged, and every investigation ends or is told`, async () => {
  let life = await start();
  try {
    const url = (): string => life.url;
    assert.ok(life.firstPassword !== undefined);
    const admin = await enrol(url, life.firstPassword);
    const who = await person(url, admin, "钱", "handler", "duty-officer");
    const { incident } = await openCase(client(url), who);
    const image = randomBytes(2_000_000);
    const announced = { name: "disk.img", size: image.length, evidence: {} };
    const { id: upload } = await who.call("upload.create", { params: { incident }, body: announced });
    const work: Work = { who, incident, image, upload, log: intrusionLog(Date.now()) };
    for (let round = 0; round < ROUNDS; round++) {
      const over = new AbortController();
      const loaded = load(kindsOf(work, round), over.signal);
      const before = kept.notes.size;
      while (kept.notes.size === before) await sleep(10);
      await sleep(Math.random() * 1500);
      await kill(life);
      over.abort();
      await loaded;
      life = await start();
      assert.equal(life.firstPassword, undefined);
      await check(work);
    }
    assert.ok(kept.requests.size > 0 && kept.evidence.size > 0 && kept.investigations.size > 0);
    // A job that lost its process waits for the end of its lease and is run again; after its last attempt it is told as lost, and
    // starts over when somebody asks.
    for (const run of kept.investigations) {
      const params = { incident, investigation: run };
      const end = await ended(who, incident, run);
      if (end.state !== "done") {
        assert.equal(end.error?.code, "E_JOB_LOST", JSON.stringify(end));
        await who.call("investigation.retry", { params });
        assert.equal((await ended(who, incident, run)).state, "done");
      }
      assert.equal((await who.call("answer.get", { params })).verdict, "incident");
    }
    const rest = await who.call("upload.get", { params: { incident, upload } });
    const sent = { params: { incident, upload }, query: { offset: rest.offset }, body: image.subarray(rest.offset) };
    const whole = await who.call("upload.append", sent);
    assert.equal(
      whole.sha256,
      createHash("sha256").update(image).digest("hex"),
      "the upload is whole after all deaths",
    );
    await check(work);
  } finally {
    await kill(life);
  }
});
