/** SHA-1 of a text in UTF-8 (RFC 3174): for names only, where collisions harm nobody. */
function sha1(bytes: Uint8Array): Uint8Array {
  const length = ((bytes.length + 8) >> 6) * 16 + 16;
  const words = new Uint32Array(length);
  for (const [at, byte] of bytes.entries()) words[at >> 2] = (words[at >> 2] ?? 0) | (byte << (24 - (at % 4) * 8));
  words[bytes.length >> 2] = (words[bytes.length >> 2] ?? 0) | (0x80 << (24 - (bytes.length % 4) * 8));
  words[length - 1] = bytes.length * 8;
  let [a0, b0, c0, d0, e0] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  const turn = (value: number, by: number): number => (value << by) | (value >>> (32 - by));
  const w = new Uint32Array(80);
  for (let block = 0; block < length; block += 16) {
    for (let at = 0; at < 80; at++) {
      const back = (by: number): number => w[at - by] ?? 0;
      w[at] = at < 16 ? (words[block + at] ?? 0) : turn(back(3) ^ back(8) ^ back(14) ^ back(16), 1);
    }
    let [a, b, c, d, e] = [a0, b0, c0, d0, e0];
    for (const [at, word] of w.entries()) {
      const [f, k] =
        at < 20
          ? [(b & c) | (~b & d), 0x5a827999]
          : at < 40
            ? [b ^ c ^ d, 0x6ed9eba1]
            : at < 60
              ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
              : [b ^ c ^ d, 0xca62c1d6];
      [e, d, c, b, a] = [d, c, turn(b, 30), a, (turn(a, 5) + f + e + k + word) | 0];
    }
    [a0, b0, c0, d0, e0] = [(a0 + a) | 0, (b0 + b) | 0, (c0 + c) | 0, (d0 + d) | 0, (e0 + e) | 0];
  }
  const out = new DataView(new ArrayBuffer(20));
  for (const [at, word] of [a0, b0, c0, d0, e0].entries()) out.setUint32(at * 4, word >>> 0);
  return new Uint8Array(out.buffer);
}

/**
 * A UUID that is the same for the same name, version 5 (RFC 9562, section 5.5).
 *
 * @example uuidFive("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com") // "2ed6657d-e927-568b-95e1-2665a8aea6a2"
 */
export function uuidFive(namespace: string, name: string): string {
  const space = Uint8Array.from(namespace.replaceAll("-", "").match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const hash = sha1(Uint8Array.from([...space, ...new TextEncoder().encode(name)])).slice(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
