/** Block size of tar. */
export const tarBlock = 512;
/** Two empty blocks end an archive; nothing may follow. */
export const tarEnd: Uint8Array = new Uint8Array(2 * tarBlock);

/**
 * The one header that a file of a bundle can have: plain file, read-only, owner 0, no names, the time of sealing. With nothing left to
 * choose, a reader can demand these very bytes.
 *
 * Source: POSIX.1-1988 ustar interchange format; sizes from 8 GiB on in base 256 as GNU tar writes and reads them.
 * @throws TypeError for a path of more than 100 bytes.
 */
export function tarHeader(path: string, size: number, seconds: number): Uint8Array {
  const name = Buffer.from(path);
  if (name.length > 100) throw new TypeError(`path too long for a bundle: ${path}`);
  const header = Buffer.alloc(tarBlock);
  name.copy(header, 0);
  header.write("0000444\0", 100, "latin1");
  header.write("0000000\0", 108, "latin1");
  header.write("0000000\0", 116, "latin1");
  writeSize(header, size);
  header.write(`${seconds.toString(8).padStart(11, "0")}\0`, 136, "latin1");
  header.write("        ", 148, "latin1");
  header.write("0", 156, "latin1");
  header.write("ustar\u000000", 257, "latin1");
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return header;
}

function writeSize(header: Buffer, size: number): void {
  if (size < 8 ** 11) {
    header.write(`${size.toString(8).padStart(11, "0")}\0`, 124, "latin1");
    return;
  }
  header[124] = 0x80;
  header.writeBigUInt64BE(BigInt(size), 128);
}

/** Path and size that a header states; the caller compares the whole header with {@link tarHeader}. Undefined for an empty block. */
export function tarEntry(header: Buffer): { path: string; size: number } | undefined {
  if (header.every((byte) => byte === 0)) return undefined;
  const end = header.indexOf(0);
  const path = header.toString("utf8", 0, Math.min(end === -1 ? 100 : end, 100));
  const octal = header.toString("latin1", 124, 135);
  const size = header[124] === 0x80 ? Number(header.readBigUInt64BE(128)) : Number.parseInt(octal, 8);
  return { path, size: Number.isSafeInteger(size) && size >= 0 ? size : 0 };
}

/** Zeros that fill the last block of a file. */
export function tarPadding(size: number): Uint8Array {
  return new Uint8Array((tarBlock - (size % tarBlock)) % tarBlock);
}
