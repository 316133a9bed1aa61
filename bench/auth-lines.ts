import { host, intruder, type LineSource, syslogStamp } from "./line-source.ts";
import { addressAt, hexText, type Random } from "./random.ts";

const guessed = ["root", "admin", "test", "oracle", "postgres", "ubuntu", "git", "ftpuser", "user", "mysql", "hadoop"];
const staff = ["deploy", "wang.lei", "li.na", "ops", "backup", "jenkins"];
const commands = [
  "/usr/bin/systemctl restart nginx",
  "/usr/bin/apt-get update",
  "/usr/bin/journalctl -u nginx",
  "/usr/bin/tail -n 200 /var/log/nginx/error.log",
  "/usr/bin/docker ps",
];

/** `auth.log` of a Debian server on the Internet: guessing all day, cron, and a few people at work. */
export function authLines(random: Random): LineSource {
  let pid = 1000;
  const from = (at: number, program: string, text: string, own = pid): string =>
    `${syslogStamp(at)} ${host} ${program}[${own}]: ${text}`;
  const nextPid = (): number => (pid = pid > 4_000_000 ? 1000 : pid + 1 + random.below(5));
  const port = (): number => 32_768 + random.below(28_000);

  const guess = (at: number, lines: string[], address: string, user: string, known: boolean): void => {
    nextPid();
    const remote = `${address} port ${port()}`;
    const name = known ? user : `invalid user ${user}`;
    if (!known) lines.push(from(at, "sshd", `Invalid user ${user} from ${remote}`));
    if (!known) lines.push(from(at, "sshd", "pam_unix(sshd:auth): check pass; user unknown"));
    const tail = known ? `  user=${user}` : "";
    const failure = `authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=${address}${tail}`;
    lines.push(from(at, "sshd", `pam_unix(sshd:auth): ${failure}`));
    lines.push(from(at, "sshd", `Failed password for ${name} from ${remote} ssh2`));
    if (random.unit() < 0.5) lines.push(from(at, "sshd", `Received disconnect from ${remote}:11: Bye Bye [preauth]`));
    const kind = known ? "authenticating" : "invalid";
    lines.push(from(at, "sshd", `Disconnected from ${kind} user ${user} ${remote} [preauth]`));
  };

  const logIn = (at: number, lines: string[], address: string, user: string, way: string): void => {
    const own = nextPid();
    lines.push(from(at, "sshd", `Accepted ${way} for ${user} from ${address} port ${port()} ssh2${keyOf(way)}`));
    const session = `session opened for user ${user}(uid=${1000 + user.length}) by (uid=0)`;
    lines.push(from(at, "sshd", `pam_unix(sshd:session): ${session}`));
    lines.push(from(at, "systemd-logind", `New session ${own} of user ${user}.`, 611));
  };
  const keyOf = (way: string): string => (way === "publickey" ? `: ED25519 SHA256:${hexText(random, 43)}` : "");

  const sudo = (at: number, lines: string[], user: string, command: string): void => {
    const head = `${syslogStamp(at)} ${host} sudo:`;
    lines.push(`${head} ${user.padStart(8)} : TTY=pts/0 ; PWD=/home/${user} ; USER=root ; COMMAND=${command}`);
    lines.push(`${head} pam_unix(sudo:session): session opened for user root(uid=0) by ${user}(uid=1001)`);
    lines.push(`${head} pam_unix(sudo:session): session closed for user root`);
  };

  const work = (at: number, lines: string[]): void => {
    const user = random.pick(staff);
    logIn(at, lines, `10.20.${random.below(4)}.${1 + random.below(60)}`, user, "publickey");
    if (random.unit() < 0.6) sudo(at, lines, user, random.pick(commands));
    lines.push(from(at, "sshd", `pam_unix(sshd:session): session closed for user ${user}`));
  };

  const cron = (at: number, lines: string[]): void => {
    nextPid();
    lines.push(from(at, "CRON", "pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)"));
    lines.push(from(at, "CRON", "pam_unix(cron:session): session closed for user root"));
  };

  return {
    file: "auth.log",
    ordinary(at, lines) {
      const dice = random.unit();
      if (dice < 0.05) work(at, lines);
      else if (dice < 0.2) cron(at, lines);
      else if (dice < 0.27) {
        const address = addressAt(random.skewed(9000));
        lines.push(from(at, "sshd", `Connection closed by ${address} port ${port()} [preauth]`, nextPid()));
      } else {
        const known = random.unit() < 0.55;
        const user = known ? "root" : random.pick(guessed.slice(1)) + (random.unit() < 0.3 ? random.below(100) : "");
        guess(at, lines, addressAt(random.skewed(9000)), user, known);
      }
    },
    intrusion(at, lines) {
      for (let tries = 0; tries < 180; tries++) guess(at + tries, lines, intruder.address, intruder.account, true);
      logIn(at + 181, lines, intruder.address, intruder.account, "password");
      const add = `/usr/sbin/useradd -o -u 0 -m ${intruder.newAccount}`;
      sudo(at + 200, lines, intruder.account, add);
      const made = `new user: name=${intruder.newAccount}, UID=0, GID=0, home=/home/${intruder.newAccount}, shell=/bin/bash, from=/dev/pts/1`;
      lines.push(from(at + 200, "useradd", made, nextPid()));
      lines.push(
        from(at + 215, "chpasswd", `pam_unix(chpasswd:chauthtok): password changed for ${intruder.newAccount}`),
      );
      lines.push(from(at + 260, "crontab", `(root) REPLACE (root)`, nextPid()));
      logIn(at + 300, lines, intruder.address, intruder.newAccount, "password");
      sudo(at + 330, lines, intruder.account, "/bin/rm -f /var/log/auth.log.1");
    },
  };
}
