/**
 * Records an example again: `node tools/run.cjs range/record.ts ssh-guessing` (root, Debian; see range/README.md).
 * Everything runs in namespaces of its own over an overlay of this machine and ends by itself.
 */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { sshScenario } from "./ssh-scenario.ts";
import { webScenario } from "./web-scenario.ts";

const examples = new URL("../examples/", import.meta.url).pathname;
const scenarios: Readonly<Record<string, (folder: string) => Promise<void>>> = {
  "ssh-guessing": (folder) => sshScenario(folder, true),
  "ssh-guessing-clean": (folder) => sshScenario(folder, false),
  "web-shell": (folder) => webScenario(folder, true),
  "web-shell-clean": (folder) => webScenario(folder, false),
};
const needed = [
  "sshd",
  "rsyslogd",
  "cron",
  "logrotate",
  "nginx",
  "php-fpm8.2",
  "sudo",
  "sshpass",
  "ffuf",
  "curl",
  "wget",
  "python3",
  "ip",
  "unshare",
];
const packages =
  "openssh-server openssh-client rsyslog cron logrotate nginx php-fpm sudo sshpass ffuf dirb curl wget python3 iproute2 procps util-linux";

/** Seconds after which a recording is stopped, whatever it does. */
const LONGEST = 420;

function missing(): string[] {
  return needed.filter((name) => spawnSync("sh", ["-c", `command -v ${name}`], { stdio: "ignore" }).status !== 0);
}

/** Starts this script again in namespaces of its own: mounts, network, processes, host name. */
function enter(name: string): number {
  const flags = ["--mount", "--net", "--uts", "--ipc", "--pid", "--fork", "--mount-proc", "--kill-child"];
  const again = [...process.execArgv, import.meta.filename, name];
  const done = spawnSync("timeout", ["-k", "5", String(LONGEST), "unshare", ...flags, process.execPath, ...again], {
    stdio: "inherit",
    env: { ...process.env, STANCH_RANGE: "inside", TZ: "UTC", PATH: "/usr/sbin:/usr/bin:/sbin:/bin" },
  });
  return done.status ?? 3;
}

const [name = ""] = process.argv.slice(2);
const scenario = scenarios[name];
if (scenario === undefined) {
  console.error(`usage: record.ts ${Object.keys(scenarios).join(" | ")}`);
  process.exitCode = 2;
} else if (process.env["STANCH_RANGE"] === "inside") {
  rmSync(`${examples}${name}/evidence`, { recursive: true, force: true });
  await scenario(`${examples}${name}`);
  // The daemons end with the namespace.
  process.exit(0);
} else if (process.getuid?.() !== 0 || missing().length > 0) {
  console.error(
    `Recording needs root and Debian's packages (missing: ${missing().join(", ")}): apt-get install ${packages}`,
  );
  process.exitCode = 3;
} else process.exitCode = enter(name);
