import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Investigation } from "@stanch/model/handling";
import type { Client } from "./client.testkit.ts";

/** A request as the public form sends it. */
export const form = {
  organisation: "青山医院",
  contact: { name: "王芳", phone: "+86 571 8888 0000", email: "wang@hospital.test" },
  location: "杭州市 3 号机房",
  systems: "挂号系统 10.0.3.7",
  symptoms: ["unknown-process", "slow-or-down"],
  description: "服务器风扇狂转，出现陌生进程，疑似挖矿。",
  language: "zh",
};

/** A request through the public form; answers the secret token and the ids. */
export async function submit(
  anyone: Client,
  reader: Client,
  change: object = {},
): Promise<{ number: string; token: string; request: string }> {
  const made = await anyone.call("public.request", { body: { ...form, ...change } });
  const all = await reader.call("request.list", { query: { text: made.number } });
  const request = all.find((one) => one.number === made.number);
  assert.ok(request !== undefined);
  return { number: made.number, token: made.statusPath.slice("/c/".length), request: request.id };
}

/** A new request that `who` has taken. */
export async function openCase(
  anyone: Client,
  who: Client,
  change: object = {},
  take: object = {},
): Promise<{ token: string; request: string; incident: string }> {
  const made = await submit(anyone, who, change);
  const { id } = await who.call("request.take", { params: { request: made.request }, body: take });
  return { ...made, incident: id };
}

/** Uploads bytes in one piece; answers the evidence. */
export async function giveEvidence(who: Client, incident: string, name: string, bytes: Uint8Array): Promise<string> {
  const body = { name, size: bytes.length, evidence: { host: "his-web" } };
  const { id } = await who.call("upload.create", { params: { incident }, body });
  const params = { incident, upload: id };
  const done = await who.call("upload.append", { params, query: { offset: 0 }, body: bytes });
  assert.ok(done.evidenceId !== undefined);
  return done.evidenceId;
}

const over: ReadonlySet<string> = new Set(["done", "partial", "failed", "cancelled"]);

/** Waits until an investigation has ended, however it did. */
export async function ended(who: Client, incident: string, id: string): Promise<Investigation> {
  for (;;) {
    const all = await who.call("investigation.list", { params: { incident } });
    const one = all.find((run) => run.id === id);
    if (one !== undefined && over.has(one.state)) return one;
    await sleep(100);
  }
}
