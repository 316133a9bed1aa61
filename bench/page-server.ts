import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** Takes every mail of a centre and keeps when the first about each request came. */
export interface PageServer extends AsyncDisposable {
  readonly port: number;
  /** Number of the request to the moment, as `performance.now()`. */
  readonly left: ReadonlyMap<string, number>;
}

/** Subjects are encoded words: `=?UTF-8?Q?…?=` or `?B?`. */
function plain(head: string): string {
  return head.replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=\s*/gi, (_, kind: string, text: string) =>
    kind.toLowerCase() === "b"
      ? Buffer.from(text, "base64").toString("utf8")
      : text.replaceAll(/=([0-9A-F]{2})/gi, (__, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  );
}

export async function pageServer(): Promise<PageServer> {
  const left = new Map<string, number>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const at = performance.now();
        const head = plain(Buffer.concat(chunks).toString("utf8").split("\r\n\r\n", 1)[0] ?? "");
        const number = /REQ-\d{4}-\d+/.exec(head)?.[0];
        if (number !== undefined && !left.has(number)) left.set(number, at);
        done();
      });
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    left,
    // A centre keeps its connection: nobody waits for it to let go.
    [Symbol.asyncDispose]: async () => void server.close(() => undefined),
  };
}
