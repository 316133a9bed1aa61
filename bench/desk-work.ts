import { setTimeout as sleep } from "node:timers/promises";
import type { Browser } from "./desk-client.ts";
import { seeded } from "./random.ts";

interface Timed {
  readonly kind: "read" | "write";
  readonly times: number[];
}

/** What came of the work. */
export interface Worked {
  readonly times: ReadonlyMap<string, Timed>;
  readonly submitted: readonly { readonly number: string; readonly at: number }[];
  /** What was refused, in the centre's words. */
  readonly failed: readonly string[];
}

const random = seeded(7);
/** What people look for: two Chinese characters above all; common, rare and not there. */
const words = [
  "木马",
  "挖矿",
  "勒索",
  "东湖银行",
  "麒麟",
  "昆仑",
  "zebraworm",
  "quokka",
  "203.0.113",
  "web-07",
  "貔貅",
  "不存在的词",
  "ransomware",
  "后门 隔离",
  "db",
];

interface Place {
  readonly open: readonly string[];
  readonly all: readonly string[];
  readonly submitted: { number: string; at: number }[];
}

type Act = (one: Browser, place: Place) => Promise<unknown>;
const within = (place: Place): string => `/incidents/${random.pick(place.open)}`;

/** Each action of the console, how often of a hundred, and what it asks. */
const acts: Readonly<Record<string, { kind: Timed["kind"]; share: number; act: Act }>> = {
  inbox: { kind: "read", share: 20, act: (one) => one.ask("GET", "/requests?state=new") },
  incidents: { kind: "read", share: 8, act: (one) => one.ask("GET", "/incidents?state=open") },
  "incident page": {
    kind: "read",
    share: 24,
    act: (one, place) => one.ask("GET", `/incidents/${random.pick(place.all)}`),
  },
  journal: {
    kind: "read",
    share: 16,
    act: (one, place) => one.ask("GET", `/incidents/${random.pick(place.all)}/journal`),
  },
  search: {
    kind: "read",
    share: 12,
    act: (one) => one.ask("GET", `/search?text=${encodeURIComponent(random.pick(words))}`),
  },
  "journal note": {
    kind: "write",
    share: 8,
    act: (one, place) => one.ask("POST", `${within(place)}/notes`, { body: "排查 web-01：未见异常" }),
  },
  task: {
    kind: "write",
    share: 5,
    act: (one, place) => one.ask("POST", `${within(place)}/tasks`, { step: "contain", title: "阻断外联", detail: "" }),
  },
  contact: {
    kind: "write",
    share: 3,
    act: (one, place) => one.ask("POST", `${within(place)}/contact`, { person: "王", how: "电话" }),
  },
  request: { kind: "write", share: 4, act: submit },
};

async function submit(one: Browser, place: Place): Promise<void> {
  const body = {
    organisation: "青山医院",
    contact: { name: "王芳", phone: "+86 571 8888 0000" },
    location: "3 号机房",
    systems: "pacs-02",
    symptoms: ["files-encrypted"],
    description: "文件被加密",
    language: "zh",
    channel: "phone",
  };
  const at = performance.now();
  const { number } = await one.ask<{ number: string }>("POST", "/requests", body);
  place.submitted.push({ number, at });
}

function choose(): string {
  let left = random.below(100);
  for (const [name, { share }] of Object.entries(acts)) if ((left -= share) < 0) return name;
  return "inbox";
}

/** People at their work: an action, a pause of `think` seconds on average, again. The first ten seconds do not count. */
export async function work(
  browsers: readonly Browser[],
  options: { readonly think: number; readonly seconds: number },
): Promise<Worked> {
  const times = new Map<string, Timed>(Object.entries(acts).map(([name, { kind }]) => [name, { kind, times: [] }]));
  const failed: string[] = [];
  const [first] = browsers;
  if (first === undefined) throw new TypeError("nobody works");
  const list = (path: string) => first.ask<{ id: string }[]>("GET", path);
  const open = (await list("/incidents?state=open&limit=500")).map(({ id }) => id);
  const all = (await list("/incidents?limit=500")).map(({ id }) => id);
  const place: Place = { open, all, submitted: [] };
  const begin = performance.now() + 10_000;
  const end = begin + options.seconds * 1000;
  const person = async (one: Browser): Promise<void> => {
    await sleep(random.unit() * options.think * 1000);
    while (performance.now() < end) {
      const name = choose();
      const from = performance.now();
      try {
        await acts[name]?.act(one, place);
        if (from > begin) times.get(name)?.times.push(performance.now() - from);
      } catch (error) {
        failed.push(error instanceof Error ? error.message : String(error));
      }
      await sleep(-Math.log(1 - random.unit()) * options.think * 1000);
    }
  };
  await Promise.all(browsers.map(person));
  return { times, submitted: place.submitted.filter(({ at }) => at > begin), failed };
}
