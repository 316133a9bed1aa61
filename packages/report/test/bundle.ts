import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";
import { journalGenesis, journalText } from "@stanch/model/journal-chain";
import type { JournalEntry } from "@stanch/model/journal";
import type { SealContent } from "../src/seal.ts";
import type { SealSigner } from "../src/signed-note.ts";

/** The test vector of RFC 8032, section 7.1, test 1: a key that signs nothing of worth. */
const secret = createPrivateKey({
  key: Buffer.from(
    "302e020100300506032b6570042204209d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "hex",
  ),
  format: "der",
  type: "pkcs8",
});
const publicKey = createPublicKey(secret).export({ format: "der", type: "spki" }).subarray(12);

export const testSigner: SealSigner = {
  name: "centre.example",
  publicKey,
  sign: (bytes) => sign(null, bytes, secret),
};

export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** A journal of some entries, chained. */
export function testJournal(count: number): JournalEntry[] {
  const entries: JournalEntry[] = [];
  let prev = journalGenesis;
  for (let seq = 1; seq <= count; seq += 1) {
    const at = `2026-03-01T02:${String(seq).padStart(2, "0")}:00Z`;
    const actor = { kind: "system" as const, id: "stanch", name: "stanch 0.1.0" };
    const entry = {
      seq,
      prev,
      at,
      recordedAt: at,
      actor,
      kind: "note.written" as const,
      data: { text: `第 ${seq} 条` },
    };
    const hash = sha256(journalText(entry));
    entries.push({ ...entry, hash });
    prev = hash;
  }
  return entries;
}

/** A checkpoint over the head of a journal as the desk writes it. */
export async function testCheckpoint(entries: readonly JournalEntry[]): Promise<string> {
  const head = entries.at(-1);
  const text = `centre.example/journal/SEC-2026-0001\n${entries.length}\n${Buffer.from(head?.hash ?? "", "hex").toString("base64")}\n2026-03-01T03:00:00Z\n`;
  const id = createHash("sha256")
    .update("centre.example\n")
    .update(Uint8Array.of(1))
    .update(publicKey)
    .digest()
    .subarray(0, 4);
  const keyed = Buffer.concat([id, await testSigner.sign(Buffer.from(text))]);
  return `${text}\n— centre.example ${keyed.toString("base64")}\n`;
}

/** A small case ready to be sealed, with names that no file system would like. */
export async function testContent(): Promise<SealContent> {
  const log = Buffer.from(
    "Mar  1 02:14:07 web-01 sshd[1]: Accepted password for deploy from 203.0.113.9 port 41000 ssh2\n".repeat(9),
  );
  const journal = testJournal(5);
  const file = (name: string, bytes: Buffer) => ({
    name,
    sha256: sha256(bytes),
    size: bytes.length,
    open: () => [bytes.subarray(0, 7), bytes.subarray(7)],
  });
  const item = {
    id: "0197f0a0-0000-7000-8000-000000000001" as never,
    label: "E-01",
    name: "../../etc/auth.log",
    size: log.length,
    sha256: sha256(log),
    receivedAt: "2026-03-01T02:30:00Z",
    receivedFrom: "upload",
    custody: [],
  };
  return {
    archive: {
      number: "AR-2026-0001",
      incidentNumber: "SEC-2026-0001",
      classification: "confidential",
      sealedAt: "2026-03-02T08:00:00Z",
      sealedBy: "duty desk",
    },
    journal,
    checkpoints: [await testCheckpoint(journal.slice(0, 3)), await testCheckpoint(journal)],
    records: { evidence: [item] },
    evidence: [{ ...file(item.name, log), id: item.id, label: item.label }],
    reports: [
      { ...file("报告 report.zh.pdf", Buffer.from("%PDF-1.7\n")), report: "r1", version: 1 },
      { ...file("report; rm -rf /.pdf", Buffer.alloc(600, 7)), report: "r1", version: 1 },
    ],
    sheets: [{ ...file("answer.json", Buffer.from("{}")), investigation: "0197f0a0-0000-7000-8000-000000000002" }],
  };
}

export async function joined(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
}
