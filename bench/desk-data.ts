import { createHash, randomUUID } from "node:crypto";
import type { DeskTables } from "@stanch/desk/tables";
import { journalSearchText } from "@stanch/desk/search/journal-text";
import { searchGrams } from "@stanch/desk/search/search-grams";
import { bigrams, searchText } from "@stanch/desk/search-text";
import type { JournalEntry } from "@stanch/model/journal";
import { journalGenesis, journalText } from "@stanch/model/journal-chain";
import type { Records } from "@stanch/store/records";
import { sql } from "kysely";
import { seeded } from "./random.ts";

/** How much there is: years of a busy centre. */
export interface Amount {
  readonly incidents: number;
  /** Lines of all journals. */
  readonly lines: number;
}

interface Writer {
  readonly id: string;
  readonly name: string;
}

const random = seeded(20_260_301);
const places = ["杭州", "北京", "深圳", "成都", "青山", "东湖", "西岭", "南浦", "临江", "云台"];
const trades = ["医院", "银行", "大学", "电力", "水务", "地铁", "制造", "物流", "保险", "海关"];
const things = ["web", "db", "mail", "pacs", "vpn", "erp", "oa", "dns"];
const acts = [
  "排查",
  "隔离",
  "取证",
  "恢复",
  "加固",
  "复核",
  "联系客户",
  "提取日志",
  "清除木马",
  "修改口令",
  "阻断外联",
  "更新补丁",
];
const finds = [
  "挖矿进程",
  "后门账户",
  "异常登录",
  "勒索信",
  "可疑脚本",
  "横向移动",
  "数据外传",
  "钓鱼邮件",
  "网页篡改",
  "暴力破解",
];
const english =
  "isolated host checked cron persistence lateral movement beacon ransomware webshell privilege escalation credential dump".split(
    " ",
  );
/** Each stands in one line of five thousand: what a person looks for. */
const rare = ["麒麟", "貔貅", "蓬莱", "昆仑", "zebraworm", "quokka"];

const address = (): string => `203.0.${random.below(114)}.${random.below(256)}`;
const host = (): string => `${random.pick(things)}-${String(random.below(60)).padStart(2, "0")}`;

function noteWords(): string {
  const words = [
    `${host()} ${random.pick(acts)}，发现${random.pick(finds)}`,
    `来源 ${address()}，${random.pick(acts)}后${random.pick(acts)}`,
    `${random.pick(english)} ${random.pick(english)} on ${host()}`,
  ];
  if (random.below(5000) < rare.length) words.push(rare[random.below(rare.length)] ?? "");
  return words
    .slice(0, 1 + random.below(3))
    .concat(words.slice(3))
    .join("；");
}

function lineOf(at: number): Pick<JournalEntry, "kind" | "data"> {
  switch (at % 4) {
    case 0:
      return { kind: "note.written", data: { body: noteWords() } };
    case 1:
      return {
        kind: "task.changed",
        data: { task: randomUUID(), title: random.pick(english), state: "done", note: noteWords() },
      };
    case 2: {
      const to = { name: "赵值班", part: "duty-officer", address: "zhao@centre.test" };
      return {
        kind: "notice.queued",
        data: { notice: randomUUID(), purpose: "person", channel: "mail", to, subject: noteWords() },
      };
    }
    default:
      return {
        kind: "custody.added",
        data: {
          evidence: randomUUID(),
          action: "read",
          purpose: noteWords(),
          sha256: createHash("sha256").update(String(at)).digest("hex"),
        },
      };
  }
}

/** Rows of a table, as the database itself reads them from JSON: one question for thousands of rows. */
async function insertRows(records: Records<DeskTables>, table: string, rows: readonly object[]): Promise<void> {
  const names = Object.keys(rows[0] ?? {});
  if (names.length === 0) return;
  // What JSON calls null is no value to the database, but to a column of JSON it is one.
  const read = names.map((name) => (name === "call" ? sql`coalesce(call, 'null'::jsonb)` : sql.ref(name)));
  await sql`insert into ${sql.table(table)} (${sql.join(names.map((name) => sql.ref(name)))}) select ${sql.join(read)}
    from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)`.execute(records.db);
}

/** The journal of one case, hash-chained as the desk does it; half of the last case's lines are from today. */
function journalOf(incident: string, opened: number, count: number, people: readonly Writer[]) {
  const journal: object[] = [];
  const search: object[] = [];
  let prev = journalGenesis;
  let recordedAt = "";
  for (let seq = 1; seq <= count; seq++) {
    recordedAt = new Date(opened + seq * 37_000).toISOString();
    const who = random.pick(people);
    const actor = { kind: "staff" as const, id: who.id, name: who.name };
    const unhashed = {
      seq,
      prev,
      at: recordedAt,
      recordedAt,
      actor,
      ...(seq === 1 ? ({ kind: "incident.opened", data: { number: "x" } } as const) : lineOf(seq)),
    };
    const line = journalText(unhashed);
    const hash = createHash("sha256").update(line).digest("hex");
    journal.push({
      incident_id: incident,
      seq,
      hash,
      kind: unhashed.kind,
      at: recordedAt,
      recorded_at: recordedAt,
      line,
    });
    const words = journalSearchText(unhashed);
    search.push({ incident_id: incident, seq, recorded_at: recordedAt, search: words, grams: searchGrams(words) });
    prev = hash;
  }
  return { journal, search, head: { journal_seq: count, journal_hash: prev, journal_at: recordedAt } };
}

const WEEK = 7 * 86_400_000;

/** One case with its request and its journal; one in fifty is open, the others closed long ago. */
function caseOf(at: number, amount: Amount, people: readonly Writer[], customers: readonly string[]) {
  const id = randomUUID();
  const number = `SEC-2025-${String(at + 1).padStart(5, "0")}`;
  const organisation = `${random.pick(places)}${random.pick(trades)}${random.below(100)}`;
  const span = 3 * 365 * 86_400_000;
  const opened = Date.now() - WEEK - Math.floor(span * (1 - at / amount.incidents));
  const made = journalOf(id, opened, Math.round(amount.lines / amount.incidents), people);
  const startedAt = new Date(opened - 300_000).toISOString();
  const due = new Date(opened - 300_000 + 240 * 60_000).toISOString();
  const title = `${organisation}：${random.pick(finds)}`;
  const systems = `${host()} ${address()}`;
  const search = searchText([number, title, organisation, systems]);
  const open = at % 50 === 0;
  const lead = random.pick(people);
  const incident = {
    id,
    number,
    customer_id: random.pick(customers),
    title,
    organisation,
    state: open ? "open" : "not-an-incident",
    type: random.pick(["NA-05", "NA-06", "MAL-07", "MAL-08"]),
    level: 1 + random.below(4),
    clock_started_at: startedAt,
    clock_due_at: due,
    response_minutes: 240,
    clock_stopped_at: new Date(opened + random.below(300) * 60_000).toISOString(),
    clock_stopped_by: lead.name,
    clock_how: "电话",
    clock_warned: 100,
    lead_id: lead.id,
    lead_name: lead.name,
    opened_at: new Date(opened).toISOString(),
    updated_at: made.head.journal_at,
    language: "zh",
    ...made.head,
    search,
    grams: bigrams(search),
  };
  return { incident, journal: made.journal, search: made.search, request: requestOf(at, incident) };
}

function requestOf(
  at: number,
  incident: { id: string; organisation: string; customer_id: string; clock_started_at: string },
) {
  const number = `REQ-2025-${String(at + 1).padStart(5, "0")}`;
  const form = {
    organisation: incident.organisation,
    contact: { name: "王芳", phone: "+86 571 8888 0000" },
    location: "3 号机房",
    systems: host(),
    symptoms: ["unknown-process"],
    description: noteWords(),
    language: "zh",
  };
  const search = searchText([number, form.organisation, form.systems, form.description]);
  return {
    id: randomUUID(),
    number,
    customer_id: incident.customer_id,
    incident_id: incident.id,
    state: "taken",
    channel: "phone",
    form,
    call: null,
    proof_at: incident.clock_started_at,
    received_at: incident.clock_started_at,
    actor: { kind: "public", id: "public", name: "王芳" },
    token_nonce: randomUUID(),
    token_hash: createHash("sha256").update(randomUUID()).digest("hex"),
    clock_warned: 100,
    search,
    grams: bigrams(search),
  };
}

async function customersOf(records: Records<DeskTables>): Promise<string[]> {
  const rows = Array.from({ length: 200 }, (_, at) => ({
    id: randomUUID(),
    name: `${places[at % 10]}${trades[Math.floor(at / 10) % 10]}集团${at}`,
    contacts: [],
    language: "zh",
    response_minutes: 240,
    importance: "important",
    notes: "",
    sites: [],
    assets: [],
    created_at: new Date().toISOString(),
  }));
  await insertRows(records, "customer", rows);
  return rows.map(({ id }) => id);
}

/** Fills an empty desk by SQL; the journals are chained and verify, but for signed checkpoints, of which there are none. */
export async function fillDesk(records: Records<DeskTables>, amount: Amount, people: readonly Writer[]): Promise<void> {
  const customers = await customersOf(records);
  await sql`drop index journal_search_grams`.execute(records.db);
  const batch = 50;
  for (let from = 0; from < amount.incidents; from += batch) {
    const count = Math.min(batch, amount.incidents - from);
    const cases = Array.from({ length: count }, (_, at) => caseOf(from + at, amount, people, customers));
    await insertRows(
      records,
      "incident",
      cases.map((one) => one.incident),
    );
    await insertRows(
      records,
      "request",
      cases.map((one) => one.request),
    );
    await insertRows(
      records,
      "journal",
      cases.flatMap((one) => one.journal),
    );
    await insertRows(
      records,
      "journal_search",
      cases.flatMap((one) => one.search),
    );
    if (from % 2000 === 0) process.stderr.write(`\r${from} of ${amount.incidents} cases`);
  }
  process.stderr.write("\r\x1b[K");
  await sql`create index journal_search_grams on journal_search using gin (grams)`.execute(records.db);
  await sql`vacuum analyze`.execute(records.db);
}
