import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** What a provider on loopback does with a call. `slow` never answers, `closed` hangs up. */
export type Behaviour =
  | { readonly kind: "answer"; readonly status: number; readonly body: string; readonly location?: string }
  | { readonly kind: "slow" | "closed" | "huge" };

export interface ProviderCallSeen {
  readonly headers: IncomingMessage["headers"];
  readonly path: string;
  readonly body: string;
}

/** A real HTTP server that behaves as it is told, call by call. */
export interface ProviderServer extends AsyncDisposable {
  readonly url: string;
  readonly calls: ProviderCallSeen[];
  behave: Behaviour;
}

export const accepts: Behaviour = { kind: "answer", status: 200, body: JSON.stringify({ id: "m-1" }) };

export async function providerServer(first: Behaviour = accepts): Promise<ProviderServer> {
  const state = { behave: first };
  const calls: ProviderCallSeen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      calls.push({ headers: request.headers, path: request.url ?? "", body });
      const { behave } = state;
      if (behave.kind === "closed") request.socket.destroy();
      else if (behave.kind === "huge") response.writeHead(200).end(Buffer.alloc(10 * 1024 * 1024, "x"));
      else if (behave.kind === "answer") {
        const headers = behave.location === undefined ? {} : { location: behave.location };
        response.writeHead(behave.status, headers).end(behave.body);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    get behave() {
      return state.behave;
    },
    set behave(next: Behaviour) {
      state.behave = next;
    },
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
