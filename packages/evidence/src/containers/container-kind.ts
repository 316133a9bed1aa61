import type { ContainerKind } from "../source-file.ts";

const magics: readonly (readonly [ContainerKind, readonly number[]])[] = [
  ["gzip", [0x1f, 0x8b, 0x08]],
  ["bzip2", [0x42, 0x5a, 0x68]],
  ["xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ["zstd", [0x28, 0xb5, 0x2f, 0xfd]],
  ["zip", [0x50, 0x4b, 0x03, 0x04]],
  ["zip", [0x50, 0x4b, 0x05, 0x06]],
  ["7z", [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ["rar", [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]],
];

/** The kind of archive these first bytes (512 at best) begin, or undefined for anything else. Content decides, never the name. */
export function containerKind(head: Uint8Array): ContainerKind | undefined {
  for (const [kind, magic] of magics) {
    if (magic.every((byte, index) => head[index] === byte)) {
      return kind === "bzip2" && !isBzip2(head) ? undefined : kind;
    }
  }
  return isTar(head) ? "tar" : undefined;
}

function isBzip2(head: Uint8Array): boolean {
  const level = head[3] ?? 0;
  return level >= 0x31 && level <= 0x39 && (head[4] === 0x31 || head[4] === 0x17);
}

/** A tar header is a 512-byte block whose own checksum holds. */
function isTar(head: Uint8Array): boolean {
  if (head.length < 512 || head[0] === 0) return false;
  let sum = 0;
  for (let index = 0; index < 512; index++) sum += index >= 148 && index < 156 ? 32 : (head[index] ?? 0);
  const text = Buffer.from(head.subarray(148, 156)).toString("latin1").replaceAll("\0", " ").trim();
  return /^[0-7]{1,7}$/.test(text) && Number.parseInt(text, 8) === sum;
}

/** The name inside a compressed single file: `auth.log.2.gz` holds `auth.log.2`. */
export function innerName(name: string, kind: ContainerKind): string {
  const suffixes: Partial<Record<ContainerKind, RegExp>> = {
    gzip: /\.(?:gz|gzip|z)$/i,
    bzip2: /\.(?:bz2|bz)$/i,
    xz: /\.(?:xz|lzma)$/i,
    zstd: /\.(?:zst|zstd)$/i,
  };
  const tars: Partial<Record<ContainerKind, RegExp>> = {
    gzip: /\.(?:tgz|taz)$/i,
    bzip2: /\.(?:tbz2?|tb2)$/i,
    xz: /\.txz$/i,
    zstd: /\.tzst$/i,
  };
  const tar = tars[kind];
  if (tar?.test(name) === true) return name.replace(tar, ".tar");
  const suffix = suffixes[kind];
  const inner = suffix === undefined ? name : name.replace(suffix, "");
  return inner === name || inner === "" ? `${name}.content` : inner;
}

/** A member's name made harmless: no absolute path, no `..`, no empty parts, forward slashes; never empty. */
export function safeMember(name: string): string {
  const parts = name
    .replaceAll("\\", "/")
    .replaceAll("\0", "")
    .split("/")
    .filter((part) => part !== "" && part !== "." && part !== ".." && !/^[A-Za-z]:$/.test(part));
  return parts.length === 0 ? "unnamed" : parts.join("/");
}
