import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

const two = (value: number) => String(value).padStart(2, "0");

/** An auth.log of one night: an address guesses passwords, gets in as root, adds an account, a cron entry and wipes a log. */
export function guessedLog(attempts: number): string {
  const lines: string[] = [];
  const at = (second: number) => `Mar 12 03:${two(Math.floor(second / 60) % 60)}:${two(second % 60)} web-01`;
  for (let n = 0; n < attempts; n++) {
    const user = ["root", "admin", "oracle", "test"][n % 4] ?? "root";
    const invalid = user === "root" ? "" : "invalid user ";
    lines.push(
      `${at(n)} sshd[${2000 + n}]: Failed password for ${invalid}${user} from 203.0.113.9 port ${40_000 + n} ssh2`,
    );
  }
  const then = (second: number, text: string) => lines.push(`${at(attempts + second)} ${text}`);
  then(4, "sshd[3001]: Accepted password for root from 203.0.113.9 port 51544 ssh2");
  then(4, "sshd[3001]: pam_unix(sshd:session): session opened for user root(uid=0) by (uid=0)");
  then(60, "useradd[3050]: new group: name=sysupd, GID=1002");
  then(
    60,
    "useradd[3050]: new user: name=sysupd, UID=1002, GID=1002, home=/home/sysupd, shell=/bin/bash, from=/dev/pts/0",
  );
  then(71, "passwd[3056]: pam_unix(passwd:chauthtok): password changed for sysupd");
  then(80, "usermod[3060]: add 'sysupd' to group 'sudo'");
  then(122, "crontab[3070]: (root) REPLACE (root)");
  then(180, "CRON[3090]: (root) CMD (/usr/local/bin/.upd >/dev/null 2>&1)");
  then(240, "sudo:   sysupd : TTY=pts/0 ; PWD=/home/sysupd ; USER=root ; COMMAND=/usr/bin/truncate -s 0 /var/log/wtmp");
  return `${lines.join("\n")}\n`;
}

/** Writes files below a folder and answers their addresses. */
export async function writeFiles(folder: string, files: Readonly<Record<string, string | Buffer>>): Promise<string[]> {
  const paths: string[] = [];
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
    paths.push(file);
  }
  return paths;
}
