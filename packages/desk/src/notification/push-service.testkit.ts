import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import path from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";

/** A real push service on loopback, with a certificate that this process trusts. */
export interface PushService extends AsyncDisposable {
  readonly url: string;
  readonly got: { readonly headers: IncomingHttpHeaders; readonly path: string; readonly body: Buffer }[];
  /** A status, `slow` or `closed`; undefined: what the path of the endpoint says. */
  behave: string | undefined;
}

function certificate(): { readonly key: Buffer; readonly cert: string } {
  const folder = mkdtempSync(path.join(tmpdir(), "push-"));
  const [keyFile, certFile] = [path.join(folder, "key.pem"), path.join(folder, "cert.pem")];
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  const names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
  const files = ["-keyout", keyFile, "-out", certFile];
  execFileSync("openssl", ["req", "-x509", ...curve, ...names, ...files], { stdio: "ignore" });
  const made = { key: readFileSync(keyFile), cert: readFileSync(certFile, "utf8") };
  rmSync(folder, { recursive: true });
  return made;
}

export async function pushService(): Promise<PushService> {
  const { key, cert } = certificate();
  setDefaultCACertificates([...getCACertificates("default"), cert]);
  const state: { behave: string | undefined } = { behave: undefined };
  const got: { headers: IncomingHttpHeaders; path: string; body: Buffer }[] = [];
  const server = createServer({ key, cert }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const where = request.url ?? "";
      got.push({ headers: request.headers, path: where, body: Buffer.concat(chunks) });
      const how = state.behave ?? where.slice(1);
      if (how === "slow") return;
      if (how === "closed") request.socket.destroy();
      else response.writeHead(Number(how), { Location: "https://localhost/201" }).end("a long story");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const bound = server.address();
  assert.ok(bound !== null && typeof bound === "object");
  return {
    url: `https://127.0.0.1:${bound.port}`,
    got,
    get behave() {
      return state.behave;
    },
    set behave(next) {
      state.behave = next;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
