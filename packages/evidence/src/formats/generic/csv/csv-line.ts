/** The values of one CSV line (RFC 4180), quotes doubled inside quotes. A quote left open runs to the end of the line. */
export function csvLine(line: string, separator = ","): string[] {
  const values: string[] = [];
  const code = separator.charCodeAt(0);
  let at = 0;
  for (;;) {
    if (line.charCodeAt(at) === 34) {
      let value = "";
      let from = at + 1;
      let end = line.indexOf('"', from);
      while (end >= 0 && line.charCodeAt(end + 1) === 34) {
        value += line.slice(from, end + 1);
        from = end + 2;
        end = line.indexOf('"', from);
      }
      if (end < 0) end = line.length;
      values.push(value + line.slice(from, end));
      at = line.indexOf(separator, end);
    } else {
      const next = line.indexOf(separator, at);
      values.push(line.slice(at, next < 0 ? line.length : next));
      at = next;
    }
    if (at < 0) return values;
    at++;
    if (at >= line.length && line.charCodeAt(at - 1) === code) {
      values.push("");
      return values;
    }
  }
}
