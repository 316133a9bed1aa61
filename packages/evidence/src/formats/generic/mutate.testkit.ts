/** Numbers from a seed: the same ones on every machine. Source: G. Marsaglia, "Xorshift RNGs", 2003. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed === 0 ? 0x9e37_79b9 : seed >>> 0;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return below <= 1 ? 0 : state % below;
  };
}

const pieces: readonly string[] = [
  "\u001b[31m",
  "<script>",
  "=cmd|' /C x'!A0",
  "\0",
  "\ufffd",
  "\ud800",
  "__proto__",
  "constructor",
  "toString",
  '"',
  "'",
  "\\",
  "\\x",
  "]",
  "[",
  "{",
  "}",
  "(",
  ")",
  "|",
  ",",
  ";",
  ":",
  "=",
  "\t",
  " ",
  "  ",
  "-",
  "0",
  "-1",
  "4294967296",
  "99999999999999999999",
  "1e308",
  "NaN",
  "::ffff:192.0.2.4",
  "2001:db8::1%eth0",
  "$(id)",
  "%s%n",
  "Feb 29 24:60:61",
  "9999-99-99T99:99:99Z",
  " ".repeat(100),
  "a=".repeat(60),
  "[client ".repeat(20),
  "张三",
];

/** One or several changes to a text near which mistakes lie: pieces put in, taken out, doubled, moved, cut off. */
export function mutate(text: string, other: string, random: (below: number) => number): string {
  let result = text;
  for (let changes = 1 + random(4); changes > 0; changes--) {
    const at = random(result.length + 1);
    const length = random(Math.min(24, result.length - at + 1));
    switch (random(7)) {
      case 0:
        result = result.slice(0, at) + (pieces[random(pieces.length)] ?? "") + result.slice(at);
        break;
      case 1:
        result = result.slice(0, at) + result.slice(at + length);
        break;
      case 2:
        result = result.slice(0, at) + result.slice(at, at + length).repeat(1 + random(4)) + result.slice(at + length);
        break;
      case 3:
        result = result.slice(0, at) + String.fromCharCode(random(256)) + result.slice(at + 1);
        break;
      case 4:
        result = result.slice(0, at) + other.slice(random(other.length + 1));
        break;
      case 5:
        result = result.slice(0, at);
        break;
      default:
        result = result.slice(0, at) + (pieces[random(pieces.length)] ?? "") + result.slice(at + length);
    }
    if (result.length > 8192) result = result.slice(0, 8192);
  }
  return result.replaceAll(/[\r\n]/g, " ");
}
