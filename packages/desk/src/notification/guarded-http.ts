import { lookup } from "node:dns/promises";
import { type IncomingMessage, request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { allowedBy, mayReach } from "./network-guard.ts";

export interface HttpCall {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** The administrator's exceptions to the guard. */
  readonly allow: readonly string[];
  /** How long it may take in all, the look-up included; default: ten seconds. */
  readonly withinMs?: number;
}

export interface HttpAnswer {
  readonly status: number;
  /** At most {@link MOST_BYTES}; the rest is never read. */
  readonly text: string;
}

/** Rejects when there was no answer: no connection, no permission, no time. */
export interface GuardedHttp {
  readonly ask: (call: HttpCall) => Promise<HttpAnswer>;
}

const WITHIN_MS = 10_000;
/** No provider has more to say. */
const MOST_BYTES = 65_536;

/** The addresses of a host, all of which must be allowed: one that is not would be the one an attacker gets used. */
async function checkedAddresses(url: URL, allow: readonly string[]) {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const family = isIP(host);
  const found = family === 0 ? await lookup(host, { all: true }) : [{ address: host, family }];
  const allowed = allowedBy(allow);
  for (const { address } of found) {
    if (!mayReach(address, host, allowed)) throw new Error(`${host} is inside the own network and not allowed`);
  }
  return found;
}

/** Resolves to the checked addresses only: a second look-up could answer differently. */
function pinned(addresses: readonly { readonly address: string; readonly family: number }[]): LookupFunction {
  return (_host, options, done) => {
    if (options.all === true) {
      done(null, [...addresses]);
      return;
    }
    const first = addresses[0];
    if (first === undefined) done(new Error("no address"), "", 0);
    else done(null, first.address, first.family);
  };
}

async function bounded(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= MOST_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, MOST_BYTES).toString("utf8");
}

function exchange(call: HttpCall, lookUp: LookupFunction, signal: AbortSignal): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const ask = call.url.protocol === "https:" ? httpsRequest : httpRequest;
    const headers = { ...call.headers, "Content-Length": Buffer.byteLength(call.body) };
    const options = { method: call.method, agent: false, lookup: lookUp, signal, headers };
    const sending = ask(call.url, options, (answer) => {
      const status = answer.statusCode ?? 0;
      bounded(answer).then((text) => resolve({ status, text }), reject);
    });
    sending.on("error", reject);
    sending.end(call.body);
  });
}

/** HTTP(S) to checked addresses, without redirects and without proxies, within its time. */
export function guardedHttp(): GuardedHttp {
  return {
    ask: async (call) => {
      if (!/^https?:$/.test(call.url.protocol)) throw new Error("only http and https");
      const { withinMs = WITHIN_MS } = call;
      const signal = AbortSignal.timeout(withinMs);
      const late = new Promise<never>((_, reject) => {
        signal.addEventListener("abort", () => reject(new Error(`no answer within ${withinMs / 1000} s`)), {
          once: true,
        });
      });
      const going = async (): Promise<HttpAnswer> => {
        const addresses = await checkedAddresses(call.url, call.allow);
        return exchange(call, pinned(addresses), signal);
      };
      return Promise.race([going(), late]);
    },
  };
}
