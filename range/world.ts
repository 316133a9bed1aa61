import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";

/** Folder of the sandbox; a tmpfs that only the recording process sees. */
const base = "/tmp/range";
/** The recorded machine's root: an overlay over this machine's, thrown away at the end. */
export const root = `${base}/root`;

/** Somebody with an address of their own, in a network namespace of their own. */
export interface Actor {
  readonly name: string;
  readonly address: string;
}

/** The recorded machine. */
export interface Host {
  readonly name: string;
  readonly address: string;
}

/** Runs a command and stops the recording when it fails: a half recording is none. */
export function must(command: string, ...args: string[]): void {
  const done = spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] });
  if (done.status !== 0) throw new Error(`${[command, ...args].join(" ")}: exit ${done.status}`);
}

/** Makes the root of the recorded machine: everything is read from this machine, nothing is written to it. */
export function makeRoot(): void {
  mkdirSync(base, { recursive: true });
  must("mount", "-t", "tmpfs", "-o", "size=512m", "range", base);
  for (const name of ["upper", "work", "root"]) mkdirSync(`${base}/${name}`);
  must("mount", "-t", "overlay", "overlay", "-o", `lowerdir=/,upperdir=${base}/upper,workdir=${base}/work`, root);
  must("mount", "-t", "proc", "proc", `${root}/proc`);
  for (const folder of ["dev", "tmp", "run", "var/log", "var/tmp"]) {
    must("mount", "-t", "tmpfs", "-o", "mode=1777", "range", `${root}/${folder}`);
  }
  for (const device of ["null", "zero", "full", "random", "urandom", "tty"]) {
    writeFileSync(`${root}/dev/${device}`, "");
    must("mount", "--bind", `/dev/${device}`, `${root}/dev/${device}`);
  }
  mkdirSync(`${root}/dev/pts`);
  must("mount", "-t", "devpts", "-o", "newinstance,ptmxmode=0666,mode=0620,gid=5", "devpts", `${root}/dev/pts`);
  inside("ln -sf pts/ptmx /dev/ptmx; ln -sf /proc/self/fd /dev/fd");
  inside("chmod 755 /dev /run /var/log; mkdir -p /run/sshd /run/php /run/lock /var/log/nginx /var/spool/rsyslog");
  inside(
    "chgrp adm /var/log; for f in wtmp btmp lastlog; do : >/var/log/$f; chgrp utmp /var/log/$f; done; : >/run/utmp",
  );
}

/** One wire with the machine and every actor on it; whatever address is called lies on the wire. */
export function makeNetwork(host: Host, actors: readonly Actor[]): void {
  must("hostname", host.name);
  mkdirSync("/run/netns", { recursive: true });
  must("mount", "-t", "tmpfs", "range", "/run/netns");
  must("ip", "link", "set", "lo", "up");
  must("ip", "link", "add", "wire", "type", "bridge");
  must("ip", "addr", "add", `${host.address}/32`, "dev", "wire");
  must("ip", "link", "set", "wire", "up");
  must("ip", "route", "add", "default", "dev", "wire", "src", host.address);
  for (const [at, { name, address }] of actors.entries()) {
    must("ip", "netns", "add", name);
    must("ip", "link", "add", `v${at}`, "type", "veth", "peer", "name", "eth0", "netns", name);
    must("ip", "link", "set", `v${at}`, "master", "wire", "up");
    must("ip", "-n", name, "link", "set", "lo", "up");
    must("ip", "-n", name, "addr", "add", `${address}/32`, "dev", "eth0");
    must("ip", "-n", name, "link", "set", "eth0", "up");
    must("ip", "-n", name, "route", "add", "default", "dev", "eth0", "src", address);
  }
}

/** Runs a shell line on the recorded machine as root and waits; the line must succeed. */
export function inside(line: string): void {
  must("chroot", root, "/bin/bash", "-c", line);
}

/** Starts something on the recorded machine that stays; it ends with the namespace. */
export function daemon(line: string): void {
  spawn("chroot", [root, "/bin/bash", "-c", `exec ${line}`], { stdio: ["ignore", "inherit", "inherit"] });
}

/** What a command of an actor gave. */
export interface Done {
  readonly status: number | null;
  readonly output: string;
}

/** An actor runs a shell line from their own address. Never throws: refused attempts are what is recorded. */
export function act(actor: Actor, line: string, input = "", seconds = 60): Promise<Done> {
  return new Promise((resolve) => {
    const child = spawn(
      "ip",
      ["netns", "exec", actor.name, "timeout", String(seconds), "chroot", root, "/bin/bash", "-c", line],
      {
        stdio: ["pipe", "pipe", "inherit"],
        env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", HOME: "/root", LANG: "C.UTF-8" },
      },
    );
    let output = "";
    child.stdout.on("data", (part: Buffer) => (output += part.toString()));
    child.stdin.on("error", () => undefined);
    child.on("close", (status) => resolve({ status, output }));
    child.stdin.end(input);
  });
}

export const pause = (seconds: number): Promise<void> => new Promise((done) => setTimeout(done, seconds * 1000));

/** Waits until a file appears on the recorded machine. */
export async function appears(path: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (existsSync(`${root}${path}`)) return;
    await pause(0.1);
  }
  throw new Error(`${path} did not appear`);
}
