import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { pushAbility, shownPushAddress } from "./browser-push.ts";

const source = readFileSync(path.join(import.meta.dirname, "../../public/push/worker.js"), "utf8");

interface Notification {
  readonly title: string;
  readonly options: {
    readonly body: string;
    readonly lang: string;
    readonly tag: string;
    readonly data: { path: string };
  };
}

type Listener = (event: object) => void;

/** The worker as it is served, in a world that only notes what it does. */
function worker() {
  const listeners = new Map<string, Listener>();
  const notifications: Notification[] = [];
  const opened: string[] = [];
  const self = {
    location: { origin: "https://centre.test" },
    addEventListener: (kind: string, listener: Listener) => void listeners.set(kind, listener),
    registration: {
      showNotification: async (title: string, options: Notification["options"]) =>
        void notifications.push({ title, options }),
    },
    clients: { openWindow: async (address: string) => void opened.push(address) },
  };
  runInNewContext(source, { self, URL });
  const send = (kind: string, event: object): void => {
    let waited = 0;
    listeners.get(kind)?.({ ...event, waitUntil: () => void waited++ });
    assert.equal(waited, 1, "the browser is asked to wait");
  };
  const push = (text: string | null): Notification | undefined => {
    send("push", { data: text === null ? null : { json: (): unknown => JSON.parse(text) } });
    return notifications.at(-1);
  };
  const click = (data: unknown): string | undefined => {
    let closed = 0;
    send("notificationclick", { notification: { data, close: () => void closed++ } });
    assert.equal(closed, 1);
    return opened.at(-1);
  };
  return { listeners, push, click };
}

test("a page is shown with its words and opens its link", () => {
  const { listeners, push, click } = worker();
  const words = { title: "应急中心", body: "REQ-2026-0001 请接手", path: "/n/abc", tag: "t-1", language: "zh" };
  const shown = push(JSON.stringify(words));
  assert.equal(shown?.title, words.title);
  assert.deepEqual([shown.options.body, shown.options.lang, shown.options.tag], [words.body, "zh", "t-1"]);
  assert.equal(click(shown.options.data), "https://centre.test/n/abc");
  assert.deepEqual([...listeners.keys()], ["push", "notificationclick"], "no request is answered, nothing is kept");
  assert.ok(!/caches|indexedDB|fetch\(/.test(source));
});

test("a damaged push is shown all the same, and nothing opens a stranger's page", () => {
  const { push, click } = worker();
  for (const text of [null, "", "{", "null", "7", "[]", '{"title":7,"body":{},"path":[]}']) {
    const shown = push(text);
    assert.equal(shown?.title, "Stanch", String(text));
    assert.match(shown.options.body, /new page/);
    assert.equal(shown.options.data.path, "/");
  }
  assert.ok((push(JSON.stringify({ body: "长".repeat(5000) }))?.options.body.length ?? 0) <= 400);
  for (const path of [
    "https://evil.test/",
    "//evil.test/",
    "javascript:alert(1)",
    "data:text/html,x",
    "\\\\evil.test/",
    "http://[",
  ])
    assert.equal(click({ path }), "https://centre.test/", path);
  for (const data of [undefined, null, 7, { path: 7 }]) assert.equal(click(data), "https://centre.test/");
});

test("why a browser cannot take pages is told apart", () => {
  const able = {
    isSecureContext: true,
    Notification: { permission: "default" },
    PushManager: {},
    navigator: { serviceWorker: {} },
  };
  assert.equal(pushAbility(able), "able");
  assert.equal(pushAbility({ ...able, Notification: { permission: "granted" } }), "able");
  assert.equal(pushAbility({ ...able, Notification: { permission: "denied" } }), "denied");
  assert.equal(pushAbility({ ...able, PushManager: undefined }), "unsupported");
  assert.equal(pushAbility({ ...able, Notification: undefined }), "unsupported");
  assert.equal(pushAbility({ isSecureContext: false, navigator: {} }), "insecure");
});

test("a browser is shown as the desk shows it", async () => {
  // printf https://push.example:8443/send/abc | sha256sum
  assert.equal(await shownPushAddress("https://push.example:8443/send/abc"), "push.example:8443/48b602a42ba4");
});
