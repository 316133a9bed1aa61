import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo, connect } from "node:net";
import { tmpdir, userInfo } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Debian's Dovecot; undefined when it is not installed. */
export function dovecot(): string | undefined {
  return ["/usr/sbin/dovecot", "/usr/local/sbin/dovecot"].find((file) => existsSync(file));
}

/** A real IMAP server on loopback with one mailbox. */
export interface ImapServer extends AsyncDisposable {
  readonly port: number;
  /** Puts a mail into the mailbox as if it had just been delivered at that instant. */
  readonly deliver: (raw: string | Uint8Array, receivedAt: Date) => void;
  /** The mailbox is made anew: mails stay, their numbers change. */
  readonly renumber: () => void;
}

/** The owner of mails: Dovecot serves none that belong to root. */
const OWNER = process.getuid?.() === 0 ? 65_534 : (process.getuid?.() ?? 0);

function settings(folder: string, port: number): string {
  // The part that speaks with strangers never runs as root.
  const [internal, login] = OWNER === 65_534 ? ["dovecot", "dovenull"] : [userInfo().username, userInfo().username];
  return `base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = ${internal}
default_login_user = ${login}
mail_location = maildir:${folder}/mail
first_valid_uid = 1
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=${OWNER} gid=${OWNER} home=${folder}/home
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answers(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const up = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => socket.destroy(resolve(true) as never));
      socket.once("error", () => resolve(false));
    });
    if (up) return;
    await sleep(50);
  }
  throw new Error("dovecot does not start");
}

async function stop(server: ChildProcess, folder: string): Promise<void> {
  if (server.exitCode === null) {
    const gone = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGTERM");
    await gone;
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

export async function imapServer(binary: string): Promise<ImapServer> {
  const folder = mkdtempSync(path.join(tmpdir(), "stanch-imap-"));
  for (const one of ["run", "state", "home", "mail", "mail/new", "mail/cur", "mail/tmp"]) {
    const made = path.join(folder, one);
    mkdirSync(made, { recursive: true, mode: 0o755 });
    if (one.startsWith("mail") || one === "home") chownSync(made, OWNER, OWNER);
  }
  chmodSync(folder, 0o755);
  const port = await freePort();
  const file = path.join(folder, "dovecot.conf");
  writeFileSync(file, settings(folder, port));
  const server = spawn(binary, ["-F", "-c", file], { stdio: "ignore" });
  await answers(port);
  let last = 0;
  return {
    port,
    deliver: (raw, receivedAt) => {
      last++;
      const mail = path.join(folder, "mail/new", `${1_700_000_000 + last}.M${last}P1.test`);
      writeFileSync(mail, raw);
      utimesSync(mail, receivedAt, receivedAt);
      chownSync(mail, OWNER, OWNER);
    },
    renumber: () => {
      for (const one of [
        "dovecot-uidlist",
        "dovecot.index",
        "dovecot.index.log",
        "dovecot.index.cache",
        "dovecot-uidvalidity",
      ])
        rmSync(path.join(folder, "mail", one), { force: true });
    },
    [Symbol.asyncDispose]: () => stop(server, folder),
  };
}
