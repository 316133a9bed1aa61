// oxlint-disable max-lines-per-function -- a server and its state belong together
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** A mail as a server received it. */
export interface Received {
  readonly to: readonly string[];
  readonly raw: string;
}

/** A real SMTP server on loopback. `refuse` makes it answer 451 to that many mails. */
export interface MailServer extends AsyncDisposable {
  readonly port: number;
  readonly mails: Received[];
  refuse: number;
}

export async function mailServer(): Promise<MailServer> {
  const mails: Received[] = [];
  const state = { refuse: 0 };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        if (state.refuse > 0) {
          state.refuse--;
          done(Object.assign(new Error("try later"), { responseCode: 451 }));
          return;
        }
        mails.push({
          to: session.envelope.rcptTo.map((to) => to.address),
          raw: Buffer.concat(chunks).toString("utf8"),
        });
        done();
      });
    },
  });
  // A client that is killed breaks its connection; that is no fault of the test.
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    get refuse() {
      return state.refuse;
    },
    set refuse(count: number) {
      state.refuse = count;
    },
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Plain text of a mail, whatever transfer encoding it came in. */
export function textOf(raw: string): string {
  const split = raw.indexOf("\r\n\r\n");
  const head = raw.slice(0, split);
  const body = raw.slice(split + 4);
  if (/base64/i.test(head)) return Buffer.from(body, "base64").toString("utf8");
  const soft = body.replace(/=\r\n/g, "");
  if (!/quoted-printable/i.test(head)) return soft;
  const bytes = soft.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
