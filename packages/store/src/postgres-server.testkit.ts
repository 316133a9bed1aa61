// oxlint-disable max-lines-per-function -- start and stop belong together
import { execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A PostgreSQL of its own, in a new folder, on loopback. */
export interface PostgresServer extends AsyncDisposable {
  readonly url: string;
  stop(): Promise<void>;
}

/** Folder of `initdb` and `postgres`: the newest of Debian's, or what PATH offers. Undefined when there is none. */
export function postgresFolder(): string | undefined {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => path.join(debian, version, "bin")),
    "/usr/local/bin",
    ...(process.env["PATH"] ?? "").split(path.delimiter),
  ];
  return folders.find((folder) => existsSync(path.join(folder, "initdb")) && existsSync(path.join(folder, "postgres")));
}

/** PostgreSQL refuses to run as root. */
function asUser(): readonly string[] {
  if (userInfo().uid !== 0) return [];
  const postgres = spawnSync("id", ["-u", "postgres"]).status === 0;
  return ["runuser", "-u", postgres ? "postgres" : "nobody", "--"];
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new TypeError("no port");
  return address.port;
}

async function answering(bin: string, port: number, server: ChildProcess): Promise<void> {
  for (let round = 0; round < 200 && server.exitCode === null; round++) {
    if (spawnSync(path.join(bin, "pg_isready"), ["-h", "127.0.0.1", "-p", String(port)]).status === 0) return;
    await sleep(100);
  }
  throw new Error("PostgreSQL does not start");
}

/** Starts a server; the caller has made sure that {@link postgresFolder} finds one. */
export async function startPostgres(bin: string): Promise<PostgresServer> {
  const user = asUser();
  const home = mkdtempSync(path.join(tmpdir(), "stanch-postgres-"));
  chmodSync(home, 0o777);
  const data = path.join(home, "data");
  const run = (program: string, args: readonly string[]): readonly string[] => [
    ...user,
    path.join(bin, program),
    ...args,
  ];
  const [init = "", ...initArgs] = run("initdb", [
    "-D",
    data,
    "-U",
    "stanch",
    "--auth=trust",
    "-E",
    "UTF8",
    "--no-locale",
    "-N",
  ]);
  execFileSync(init, initArgs, { stdio: "pipe", cwd: home });
  const port = await freePort();
  const [command = "", ...args] = run("postgres", [
    "-D",
    data,
    "-p",
    String(port),
    "-h",
    "127.0.0.1",
    "-k",
    home,
    "-F",
  ]);
  const server = spawn(command, args, { stdio: "ignore", cwd: home });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const stop = async (): Promise<void> => {
    const [pgCtl = "", ...stopArgs] = run("pg_ctl", ["stop", "-D", data, "-m", "immediate"]);
    spawnSync(pgCtl, stopArgs, { stdio: "ignore", cwd: home });
    await ended;
    rmSync(home, { recursive: true, force: true });
  };
  try {
    await answering(bin, port, server);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `postgres://stanch@127.0.0.1:${port}/postgres`, stop, [Symbol.asyncDispose]: stop };
}
