import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnswerSheet } from "@stanch/model/answer";
import { answerToFiles, guessingLines } from "./reading.testkit.ts";

const bad = "203.0.113.9";
const office = "198.51.100.7";
const day = "2026-03-01T";

/** The answer to a guessed password of an account at 09:01 and what came after, each line beginning with its time of day. */
function after(account: string, ...lines: readonly string[]): Promise<AnswerSheet> {
  const accepted = `09:01:00 sshd[1000]: Accepted password for ${account} from ${bad} port 41000 ssh2`;
  const all = [accepted, ...lines].map((line) => {
    const [, time = "", rest = ""] = /^(\S+) (.*)$/.exec(line) ?? [];
    return `${day}${time}.000000+00:00 web-01 ${rest}\n`;
  });
  return answerToFiles({ "var/log/auth.log": guessingLines(`${day}09:00`, bad, account) + all.sort().join("") });
}

const administrator = [
  `08:00:11 sshd[801]: Accepted publickey for admin from ${office} port 50122 ssh2: RSA SHA256:aaaa`,
  `08:40:11 sshd[801]: pam_unix(sshd:session): session closed for user admin`,
  `10:00:00 sshd[1200]: Accepted publickey for admin from ${office} port 50200 ssh2: RSA SHA256:aaaa`,
  `10:00:30 sudo:    admin : TTY=pts/1 ; PWD=/home/admin ; USER=root ; COMMAND=/bin/bash`,
];

function innocent(answer: AnswerSheet, ...names: readonly string[]): void {
  const said = JSON.stringify([answer.summary, answer.threads, answer.persistence, answer.recommended]);
  for (const name of names)
    assert.doesNotMatch(said, new RegExp(`\\b${name.replaceAll(".", "\\.")}\\b`), `${name} must not be named`);
}

const made = (answer: AnswerSheet): string[] =>
  answer.persistence.filter((row) => row.kind === "account").map((row) => row.subject);

test("a root session without an end takes in no administrator, no account they make and no package's account", async () => {
  const answer = await after(
    "root",
    ...administrator,
    "09:02:00 useradd[1100]: new user: name=sysbak, UID=1005, GID=1005, home=/home/sysbak, shell=/bin/bash, from=/dev/pts/0",
    "10:05:00 useradd[1300]: new user: name=eve, UID=1006, GID=1006, home=/home/eve, shell=/bin/bash, from=/dev/pts/1",
    "10:06:01 useradd[1311]: new user: name=postfix, UID=112, GID=118, home=/var/spool/postfix, shell=/usr/sbin/nologin, from=none",
    "10:06:02 chage[1315]: changed password expiry for postfix",
    "10:07:00 crontab[1390]: (root) REPLACE (root)",
    `11:00:00 sshd[1400]: Accepted publickey for eve from ${office} port 50300 ssh2: RSA SHA256:bbbb`,
    "11:00:01 su[1420]: (to postfix) root on none",
  );
  assert.equal(answer.threads.length, 1);
  assert.deepEqual(made(answer), ["sysbak"]);
  innocent(answer, office, "eve", "postfix", "admin", "crontab");
});

test("packages make their accounts at night, with nobody there but an intruder whose session has no end", async () => {
  const answer = await after(
    "root",
    "23:00:00 useradd[1311]: new user: name=postfix, UID=112, GID=118, home=/var/spool/postfix, shell=/usr/sbin/nologin, from=none",
    "23:00:01 su[1320]: (to postgres) root on none",
    "23:00:02 sudo:     root : TTY=unknown ; PWD=/ ; USER=www-data ; COMMAND=/usr/bin/php cron.php",
  );
  innocent(answer, "postfix", "postgres", "cron.php");
});

test("the terminal tells whose root shell made an account, whoever came later", async () => {
  const answer = await after(
    "oracle",
    "09:02:00 sudo:   oracle : TTY=pts/0 ; PWD=/home/oracle ; USER=root ; COMMAND=/bin/bash",
    ...administrator,
    "10:05:00 useradd[1300]: new user: name=eve, UID=1006, GID=1006, home=/home/eve, shell=/bin/bash, from=/dev/pts/1",
    "10:06:00 useradd[1301]: new user: name=sysbak, UID=1007, GID=1007, home=/home/sysbak, shell=/bin/bash, from=/dev/pts/0",
  );
  assert.deepEqual(made(answer), ["sysbak"]);
  const step = answer.threads[0]?.steps.find((one) => one.technique === "T1136.001");
  assert.equal(step?.kind, "fact");
  innocent(answer, "eve", office);
});

test("the connection that closes ends the session, whichever process says so", async () => {
  const answer = await after(
    "oracle",
    `09:30:00 sshd[1044]: Disconnected from user oracle ${bad} port 41000`,
    "10:05:00 useradd[1300]: new user: name=eve, UID=1006, GID=1006, home=/home/eve, shell=/bin/bash",
  );
  innocent(answer, "eve");
});

const visitor = "203.0.113.77";

test("a new account that another attacking address uses joins it to the intruder who was there when it was made", async () => {
  const answer = await after(
    "root",
    ...administrator.slice(0, 1),
    "08:10:00 sudo:    admin : TTY=pts/1 ; PWD=/home/admin ; USER=root ; COMMAND=/bin/bash",
    "09:10:00 useradd[1100]: new user: name=support, UID=1005, GID=1005, home=/home/support, shell=/bin/bash",
    ...Array.from(
      { length: 30 },
      (_, at) => `11:00:${at + 10} sshd[${1500 + at}]: Failed password for root from ${visitor} port ${5000 + at} ssh2`,
    ),
    `12:00:00 sshd[1600]: Accepted password for support from ${visitor} port 50300 ssh2`,
  );
  assert.deepEqual(
    answer.threads.map((thread) => thread.source.ips),
    [[bad, visitor]],
  );
  assert.deepEqual(made(answer), ["support"]);
  assert.match(answer.threads[0]?.joins?.[0]?.reason.en ?? "", /support/);
  innocent(answer, office, "admin");
});

const mined =
  "13:05:00 sudo:   oracle : TTY=pts/0 ; PWD=/tmp ; USER=root ; COMMAND=/tmp/.x/xmrig -o stratum+tcp://p.example:1";

test("an account that was got into and then used for harm from a new address makes one intruder", async () => {
  const answer = await after(
    "oracle",
    "09:30:00 sshd[1000]: pam_unix(sshd:session): session closed for user oracle",
    `13:00:00 sshd[1600]: Accepted password for oracle from ${visitor} port 50300 ssh2`,
    mined,
  );
  assert.deepEqual(
    answer.threads.map((thread) => thread.source.ips),
    [[bad, visitor]],
  );
  assert.match(answer.threads[0]?.joins?.[0]?.reason.zh ?? "", /oracle/);
});

test("the owner at the usual address is not joined to who got into the account, whatever is run there", async () => {
  const answer = await after(
    "oracle",
    `08:00:11 sshd[801]: Accepted publickey for oracle from ${office} port 50122 ssh2: RSA SHA256:aaaa`,
    "08:40:11 sshd[801]: pam_unix(sshd:session): session closed for user oracle",
    "09:30:00 sshd[1000]: pam_unix(sshd:session): session closed for user oracle",
    `13:00:00 sshd[1600]: Accepted publickey for oracle from ${office} port 50300 ssh2: RSA SHA256:aaaa`,
    mined,
  );
  assert.deepEqual(
    answer.threads.flatMap((thread) => thread.source.ips),
    [bad],
  );
  innocent(answer, office);
});

const rootTwin = "useradd[1100]: new user: name=toor, UID=0, GID=0, home=/root, shell=/bin/bash";

test("a second root account and the log-in with it are one intruder", async () => {
  const answer = await answerToFiles({
    "var/log/auth.log":
      `${day}09:00:00.000000+00:00 web-01 ${rootTwin}\n` +
      `${day}10:00:00.000000+00:00 web-01 sshd[1600]: Accepted password for toor from ${visitor} port 50300 ssh2\n`,
  });
  assert.deepEqual(
    answer.threads.map((thread) => [thread.source.ips, thread.accounts]),
    [[[visitor], ["toor"]]],
  );
});

test("a thread of low confidence does not head the answer", async () => {
  const answer = await after(
    "oracle",
    "09:30:00 sshd[1000]: pam_unix(sshd:session): session closed for user oracle",
    `15:00:00 ${rootTwin}`,
  );
  assert.equal(answer.threads.length, 2);
  assert.deepEqual(answer.threads[0]?.source.ips, [bad]);
  assert.equal(answer.threads[1]?.confidence, "low");
});

test("the audit session tells whose command it was", async () => {
  const login = (at: number, ses: number, account: string, address: string): string =>
    `type=USER_LOGIN msg=audit(177233${String(at).padStart(4, "0")}.000:${at}): pid=1 uid=0 auid=1001 ses=${ses} msg='op=login acct="${account}" exe="/usr/sbin/sshd" hostname=${address} addr=${address} terminal=ssh res=success'\n`;
  const run = (at: number, ses: number, command: string): string => {
    const head = `msg=audit(177233${String(at).padStart(4, "0")}.000:${at}):`;
    const args = command.split(" ").map((word, index) => `a${index}="${word}"`);
    return (
      `type=SYSCALL ${head} arch=c000003e syscall=59 success=yes exit=0 ppid=1 pid=2 auid=0 uid=0 gid=0 euid=0 ses=${ses} comm="useradd" exe="/usr/sbin/useradd"\u001dARCH=x86_64 SYSCALL=execve AUID="root" UID="root"\n` +
      `type=EXECVE ${head} argc=${args.length} ${args.join(" ")}\n`
    );
  };
  const answer = await answerToFiles({
    "var/log/auth.log":
      guessingLines("2026-03-01T02:00", bad, "root", "web-01") +
      `2026-03-01T02:01:00.000000+00:00 web-01 sshd[1000]: Accepted password for root from ${bad} port 41000 ssh2\n` +
      `2026-03-01T02:10:00.000000+00:00 web-01 sshd[1200]: Accepted publickey for root from ${office} port 41000 ssh2\n`,
    "var/log/audit/audit.log":
      login(460, 7, "root", bad) +
      login(1000, 8, "root", office) +
      run(1060, 7, "chattr +i /root/.ssh/authorized_keys") +
      run(1070, 8, "chattr +i /etc/resolv.conf"),
  });
  const [thread = assert.fail()] = answer.threads;
  assert.ok(JSON.stringify(thread).includes("authorized_keys"), JSON.stringify(answer.threads));
  assert.ok(!JSON.stringify(thread).includes("resolv.conf"));
});
