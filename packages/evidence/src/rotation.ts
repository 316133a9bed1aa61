import type { SourceFile } from "./source-file.ts";

/** Where a file stands in the rotation of its log. */
export interface Rotation {
  /** Folder and name of the log without rotation marks. */
  readonly log: string;
  /** 0 is the file written last; larger is older. For dated names the negative day number, so that order still holds. */
  readonly age: number;
  /** Epoch seconds of the day a dated name (`auth.log-20240301`) gives: the content is not later. */
  readonly dated: number | undefined;
}

/** Reads rotation marks of logrotate, newsyslog and cronolog from a logical path: `log/auth.log.2.gz!/auth.log.2`. */
export function rotationOf(path: string): Rotation {
  const outer = path.replace(/!\/[^/]*$/, "").replace(/\.(?:gz|bz2|xz|zst)$/i, "");
  const dated = /[-_.](\d{4})-?(\d\d)-?(\d\d)(?:[-_.T]?\d{2,6})?(\.[a-z]+)?$/i.exec(outer);
  if (dated !== null) {
    const day = Date.UTC(Number(dated[1]), Number(dated[2]) - 1, Number(dated[3])) / 1000;
    const log = outer.slice(0, dated.index) + (dated[4] ?? "");
    if (Number(dated[2]) >= 1 && Number(dated[2]) <= 12) return { log, age: 1e9 - day / 86_400, dated: day };
  }
  const numbered = /\.(\d{1,4})(\.[a-z]+)?$/i.exec(outer);
  if (numbered !== null) {
    return {
      log: outer.slice(0, numbered.index) + (numbered[2] ?? ""),
      age: 1 + Number(numbered[1]),
      dated: undefined,
    };
  }
  return { log: outer, age: 0, dated: undefined };
}

/** The next newer file of the same log among the sources, if any. */
export function newerNeighbour(source: SourceFile, sources: readonly SourceFile[]): SourceFile | undefined {
  const own = rotationOf(source.path);
  let best: SourceFile | undefined;
  let bestAge = -1;
  for (const other of sources) {
    if (other === source || other.container !== undefined || other.file === "") continue;
    const { log, age } = rotationOf(other.path);
    if (log === own.log && age < own.age && age > bestAge) {
      best = other;
      bestAge = age;
    }
  }
  return best;
}
