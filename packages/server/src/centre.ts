import type { Placeholders } from "@stanch/sigma/detection-item";
import { randomBytes, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createDesk, type Desk } from "@stanch/desk/desk";
import { guardedHttp } from "@stanch/desk/notification/guarded-http";
import type { Clock, Random } from "@stanch/desk/ports";
import { ruleCacheFolder } from "@stanch/investigate/rule-cache-folder";
import { migrate } from "@stanch/store/migrate";
import { tableJobs } from "@stanch/store/table-jobs";
import type { FastifyInstance } from "fastify";
import { sql } from "kysely";
import { pino, type Logger } from "pino";
import { type CentreKeys, openCentreKeys } from "./centre-keys.ts";
import { type CentreStores, openCentreStores } from "./centre-stores.ts";
import { engineRunner } from "./engine-runner.ts";
import { explainCode } from "./error-catalogue.ts";
import { type FirstPassword, firstAdministrator } from "./first-administrator.ts";
import { centreApp } from "./http/centre-app.ts";
import { ownPlaybooks, readPlaybooks } from "./playbook-files.ts";
import { bundleSealer, reportRenderer } from "./report-ports.ts";
import { SelfWatch } from "./self-watch/self-watch.ts";
import { accessHandlers } from "./sign-in/access-handlers.ts";
import { type AccountStore, accountStore } from "./sign-in/account-store.ts";
import { apiKeyRepo } from "./sign-in/api-key-repo.ts";
import { apiKeys } from "./sign-in/api-keys.ts";
import { authMigrations } from "./sign-in/auth-migration.ts";
import { type Authority, openAuthority } from "./sign-in/authority.ts";
import { lockouts } from "./sign-in/lockouts.ts";
import { sessionHandlers } from "./sign-in/session-handlers.ts";
import { oidcClient } from "./sign-in/oidc-client.ts";
import { oidcProviders } from "./sign-in/oidc-providers.ts";
import { oidcRepo } from "./sign-in/oidc-repo.ts";
import { oidcSignIn } from "./sign-in/oidc-sign-in.ts";
import { sessionStore } from "./sign-in/session-store.ts";
import { openSignIn } from "./sign-in/sign-in.ts";
import { type SignInLock, signInLock } from "./sign-in/sign-in-lock.ts";
import { openRawReader } from "./timeline/raw-reader.ts";
import { ruleBook } from "./rule-book.ts";
import { ruleTitles } from "./rule-titles.ts";
import { timelineHandlers } from "./timeline/timeline-handlers.ts";
import { version } from "./version.ts";

export interface CentreOptions {
  /** Data folder; made when absent. */
  readonly data: string;
  /** 0: any free port. */
  readonly port: number;
  /** Address to listen on. Default `127.0.0.1`. */
  readonly host?: string;
  /** Default: JSON lines on standard output. */
  readonly log?: Logger;
  /** `postgres://…` of a PostgreSQL instead of the embedded one. Default: `STANCH_DATABASE_URL`. */
  readonly database?: string;
  /** People reach the centre by HTTPS through a proxy on this machine. Default: `STANCH_HTTPS=1`. */
  readonly secure?: boolean;
  /** Folders of further Sigma rules. */
  readonly rules?: readonly string[];
  /** Values for rules that ask for some of the installation's own. */
  readonly placeholders?: Placeholders;
  /** The time of day; default: this machine's. */
  readonly clock?: Clock;
  /** How long a loop of the desk may give no sign before people are told, in milliseconds; default 35 s. */
  readonly lateMs?: number;
}

export interface Centre {
  /** Where it answers: `http://127.0.0.1:7362`. */
  readonly url: string;
  /** Present until somebody has signed in with it; a new one at each start. */
  readonly firstPassword?: FirstPassword;
  readonly close: () => Promise<void>;
}

const random: Random = { uuid: randomUUID, bytes: (count) => randomBytes(count) };
const systemClock: Clock = { now: () => new Date() };

/** Name of the signing key in signed notes. */
const KEY_NAME = "stanch-centre";

/** The console as it ships beside the published code, or as it was built in the repository. */
function consoleFolder(): string {
  const shipped = fileURLToPath(new URL("../assets/console", import.meta.url));
  return existsSync(shipped) ? shipped : fileURLToPath(new URL("../../console/dist", import.meta.url));
}

/** A log without secrets: headers and bodies never reach it, and what slips in under these names is blanked. */
function standardLog(): Logger {
  const paths = ["password", "token", "secret", "cookie", "authorization", "code"];
  // A person at a terminal must still see the one-time password: each call is logged only where a program reads.
  const level = process.stdout.isTTY ? "warn" : "info";
  return pino({ level, redact: { paths: paths.flatMap((one) => [one, `*.${one}`]), censor: "…" } });
}

interface Opened {
  readonly options: CentreOptions;
  readonly data: string;
  readonly stores: CentreStores;
  readonly keys: CentreKeys;
  readonly authority: Authority;
  readonly accounts: AccountStore;
  /** Signs cookies, and encrypts what the sign-in stores. */
  readonly secret: string;
  readonly lock: SignInLock;
  readonly clock: Clock;
  readonly log: Logger;
  readonly watch: SelfWatch;
}

async function openDesk(opened: Opened): Promise<Desk> {
  const { stores, keys, data, log } = opened;
  const { records, blobs, events } = stores;
  const rules = opened.options.rules === undefined ? {} : { rules: opened.options.rules };
  const { placeholders = {} } = opened.options;
  const ruleCache = ruleCacheFolder(path.join(data, "cache"));
  return createDesk({
    records,
    blobs,
    jobs: tableJobs(records),
    clock: opened.clock,
    random,
    secret: keys.secret,
    signer: keys.signer,
    pushKeys: keys.push,
    credentials: opened.accounts,
    runner: await engineRunner({
      folder: path.join(data, "work"),
      blobs,
      events,
      version,
      ruleCache,
      placeholders,
      ...rules,
    }),
    rules: ruleBook({ blobs, ...rules }, ruleCache, placeholders),
    renderer: reportRenderer(blobs, keys.signer),
    sealer: bundleSealer(keys.signer),
    beat: opened.watch.beat,
    explain: explainCode,
    failed: (error) => log.error({ err: error }, "background"),
    playbooks: readPlaybooks(ownPlaybooks()),
    version,
  });
}

async function openApp(opened: Opened, desk: Desk): Promise<FastifyInstance> {
  const { stores, accounts, authority, lock, log } = opened;
  const { directory } = desk;
  const signIn = openSignIn({ authority, accounts, directory, lock, sessions: sessionStore(stores.records) });
  const ways = {
    repo: oidcRepo(stores.records),
    client: oidcClient(guardedHttp()),
    directory,
    clock: opened.clock,
    secret: opened.secret,
  };
  const secure = isSecure(opened.options);
  const oidc = oidcSignIn({ ...ways, signIn, secure });
  const keys = apiKeys({ repo: apiKeyRepo(stores.records), directory, clock: opened.clock });
  const raw = await openRawReader(path.join(opened.data, "unpacked"), stores.blobs);
  return centreApp({
    desk: desk.handlers,
    own: {
      ...timelineHandlers({
        directory,
        events: stores.events,
        blobs: stores.blobs,
        raw,
        rules: titlesOf(opened),
      }),
      ...accessHandlers({ keys, locks: lockouts({ directory, accounts, lock }), providers: oidcProviders(ways) }),
    },
    keys,
    session: sessionHandlers(signIn, oidc),
    signIn,
    log,
    console: consoleFolder(),
    version,
    secure,
    behindProxy: secure,
    watch: opened.watch.state,
    healthy: async () => void (await sql`select 1`.execute(stores.records.db)),
  });
}

function titlesOf({ options: { rules = [], placeholders }, data }: Opened): ReturnType<typeof ruleTitles> {
  return ruleTitles(rules, ruleCacheFolder(path.join(data, "cache")), placeholders);
}

function isSecure(options: CentreOptions): boolean {
  return options.secure ?? process.env["STANCH_HTTPS"] === "1";
}

async function openParts(options: CentreOptions, stores: CentreStores): Promise<Opened> {
  const data = path.resolve(options.data);
  const { records } = stores;
  await migrate(records, authMigrations);
  const keys = openCentreKeys(data, KEY_NAME);
  // A secret of its own: what signs cookies never opens links or stored passwords.
  const secret = Buffer.from(
    await crypto.subtle.digest("SHA-256", Buffer.concat([keys.secret, Buffer.from("sign-in")])),
  );
  const text = secret.toString("base64url");
  const authority = openAuthority({ records, secret: text, secure: isSecure(options) });
  const lock = signInLock(records);
  const accounts = accountStore({ records, authority, secret: text, lock });
  const { clock = systemClock, log = standardLog() } = options;
  const watch = new SelfWatch((error) => log.error({ err: error }, "self-watch"), options.lateMs);
  return { options, data, stores, keys, authority, accounts, secret: text, lock, clock, log, watch };
}

/**
 * Opens a centre: stores, desk, sign-in, web side, background work. It answers once this resolves.
 *
 * @throws StanchError `E_STORE_LOCKED` when another process has the folder, `E_DATA_FOLDER`, `E_MIGRATION_…`
 * @example
 * const centre = await openCentre({ data: "./data", port: 7362 });
 * console.log(centre.url, centre.firstPassword);
 * await centre.close();
 */
export async function openCentre(options: CentreOptions): Promise<Centre> {
  await using opening = new AsyncDisposableStack();
  const database = options.database ?? process.env["STANCH_DATABASE_URL"];
  const stores = opening.use(await openCentreStores(path.resolve(options.data), database || undefined));
  const opened = await openParts(options, stores);
  const desk = await openDesk(opened);
  opening.defer(() => desk.close());
  const first = await firstAdministrator(stores.records, opened.accounts, opened.clock.now());
  const app = await openApp(opened, desk);
  opening.defer(() => app.close());
  await app.listen({ port: options.port, host: options.host ?? "127.0.0.1" });
  desk.start();
  opened.watch.start(desk.selfWatchContacts);
  opening.defer(() => opened.watch.close());
  const { address, port, family } = app.server.address() as AddressInfo;
  const held = opening.move();
  // Streams of the desk end first, or the web side would wait for them.
  const close = async (): Promise<void> => {
    await desk.close();
    await held.disposeAsync();
  };
  const url = `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
  return { url, close, ...(first === undefined ? {} : { firstPassword: first }) };
}
