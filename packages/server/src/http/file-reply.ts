import { Readable } from "node:stream";
import type { FileAnswer } from "@stanch/desk/handler";
import { StanchError } from "@stanch/model/error";
import type { FastifyReply, FastifyRequest } from "fastify";

/**
 * `Content-Disposition` for any name: an ASCII stand-in and the true name percent-encoded. Source: RFC 6266, RFC 8187.
 *
 * @example attachment("日志.log") // attachment; filename="__.log"; filename*=UTF-8''%E6%97%A5%E5%BF%97.log
 */
export function attachment(name: string): string {
  // Cut between characters: half of one cannot be encoded.
  const whole = [...name.toWellFormed()].slice(0, 150).join("");
  const plain = whole.replaceAll(/[^\w. -]/g, "_");
  const encoded = encodeURIComponent(whole).replaceAll(
    /['()*!]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

interface Span {
  readonly offset: number;
  readonly length: number;
}

/** One byte range; undefined when the header is absent or asks for something else. Source: RFC 9110, section 14. */
function rangeOf(header: string | undefined, size: number): Span | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "");
  if (match === null || (match[1] === "" && match[2] === "")) return undefined;
  const [first, last] = [match[1] ?? "", match[2] ?? ""];
  const offset = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (offset >= size || end < offset) throw new StanchError("E_BLOB_RANGE", { size: String(size) });
  return { offset, length: end - offset + 1 };
}

/** Sends bytes that nobody's browser shall interpret. */
export function sendFile(file: FileAnswer, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const span = rangeOf(request.headers.range, file.size);
  if (span !== undefined) {
    const last = span.offset + span.length - 1;
    reply.code(206).header("content-range", `bytes ${span.offset}-${last}/${file.size}`);
  }
  reply
    .header("content-type", file.type)
    .header("content-length", String(span?.length ?? file.size))
    .header("content-disposition", attachment(file.name))
    .header("x-content-type-options", "nosniff")
    .header("content-security-policy", "sandbox; default-src 'none'")
    .header("accept-ranges", "bytes")
    .header("cache-control", "private, no-store")
    .header("etag", `"${file.sha256}"`);
  return reply.send(Readable.from(file.open(span), { objectMode: false }));
}
