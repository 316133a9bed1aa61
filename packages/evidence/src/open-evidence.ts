import { createHash } from "node:crypto";
import {
  closeSync,
  createReadStream,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statfsSync,
} from "node:fs";
import { join } from "node:path";
import { failureOfUnpacking, openCompressed } from "./containers/compressed.ts";
import { containerKind, innerName, safeMember } from "./containers/container-kind.ts";
import { type Member, needRoom, type Unpacking } from "./containers/member.ts";
import { openSevenZip } from "./containers/seven-zip.ts";
import { openTar } from "./containers/tar.ts";
import { openZip } from "./containers/zip.ts";
import { failure, failureOf, type Failure } from "./failure.ts";
import { rootNames } from "./root-name.ts";
import { defaultLimits, noHash, type ContainerKind, type Limits, type SourceFile } from "./source-file.ts";

export interface OpenOptions {
  /** An existing or creatable folder for unpacked copies; the caller removes it. */
  readonly scratch: string;
  readonly limits?: Partial<Limits>;
  /** Called after each source file with the bytes it holds. */
  readonly onProgress?: (progress: { readonly path: string; readonly size: number }) => void;
  readonly signal?: AbortSignal;
  /** Bytes left on the disk of a folder; asks the file system unless told otherwise. */
  readonly freeBytes?: (folder: string) => number;
}

function freeOn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

interface Opening {
  readonly unpacking: Unpacking;
  readonly taken: Set<string>;
  readonly options: OpenOptions;
}

/**
 * Every file behind the given paths, named as {@link rootNames} says: folders walked in sorted order (links never followed), archives opened, also inside
 * each other. An archive follows its members and is marked `container`; what cannot be read is yielded with a `failure`.
 * Never throws for bad evidence.
 *
 * @example for await (const source of openEvidence(["./case"], { scratch: "/tmp/scratch" })) console.log(source.path);
 */
export async function* openEvidence(paths: readonly string[], options: OpenOptions): AsyncIterable<SourceFile> {
  mkdirSync(options.scratch, { recursive: true });
  const limits = { ...defaultLimits, ...options.limits };
  const scratch = mkdtempSync(join(options.scratch, "unpacked-"));
  const free = (): number => (options.freeBytes ?? freeOn)(scratch);
  const unpacking: Unpacking = { scratch, limits, total: 0, free, room: 0, files: 0, signal: options.signal };
  const opening: Opening = { unpacking, taken: new Set(), options };
  const names = rootNames(paths);
  for (const [path, name] of names) {
    yield* walk(path, names.size === 1 && isFolder(path) ? "" : name, opening);
  }
}

function isFolder(path: string): boolean {
  try {
    return lstatSync(path).isDirectory();
  } catch {
    return false;
  }
}

async function* walk(path: string, logical: string, opening: Opening): AsyncGenerator<SourceFile> {
  opening.options.signal?.throwIfAborted();
  try {
    const stat = lstatSync(path);
    if (stat.isDirectory()) {
      for (const name of readdirSync(path).sort()) {
        const below = join(path, name);
        // A link inside a folder names another place; its target, when it is evidence, is read there.
        if (lstatSync(below, { throwIfNoEntry: false })?.isSymbolicLink() === true) continue;
        yield* walk(below, logical === "" ? name : `${logical}/${name}`, opening);
      }
    } else if (stat.isFile()) {
      yield* openFile({ file: path, size: stat.size, mtime: Math.floor(stat.mtimeMs) }, logical, 0, opening);
    } else {
      yield emit({ path: logical, file: path, size: 0, sha256: noHash, failure: failure("E_SOURCE_SPECIAL") }, opening);
    }
  } catch (error) {
    if (opening.options.signal?.aborted === true) throw error;
    yield emit({ path: logical || path, file: path, size: 0, sha256: noHash, failure: failureOf(error) }, opening);
  }
}

interface Raw {
  readonly file: string;
  readonly size: number;
  readonly mtime: number | undefined;
  readonly sha256?: string;
  readonly failure?: Failure | undefined;
}

async function* openFile(raw: Raw, logical: string, depth: number, opening: Opening): AsyncGenerator<SourceFile> {
  const kind = containerKind(head(raw.file));
  const sha256 = raw.sha256 ?? (await hashFile(raw.file));
  const { mtime } = raw;
  const self = { path: logical, file: raw.file, size: raw.size, sha256, ...(mtime === undefined ? {} : { mtime }) };
  if (kind === undefined) {
    yield emit(raw.failure === undefined ? self : { ...self, failure: raw.failure }, opening);
    return;
  }
  let failed: Failure | undefined;
  if (depth >= opening.unpacking.limits.depth) failed = failure("E_ARCHIVE_BOMB", `deeper than ${depth}`);
  else failed = yield* openContainer(kind, raw, logical, depth, opening);
  failed ??= raw.failure;
  yield emit({ ...self, container: kind, ...(failed === undefined ? {} : { failure: failed }) }, opening);
}

async function* openContainer(
  kind: ContainerKind,
  raw: Raw,
  logical: string,
  depth: number,
  opening: Opening,
): AsyncGenerator<SourceFile, Failure | undefined> {
  try {
    needRoom(opening.unpacking, raw.size);
  } catch (error) {
    return failureOfUnpacking(error);
  }
  switch (kind) {
    case "tar":
      return yield* openMembers(openTar(raw.file, opening.unpacking), logical, depth, opening);
    case "zip":
      return yield* openMembers(openZip(raw.file, opening.unpacking), logical, depth, opening);
    case "7z":
      return yield* openMembers(openSevenZip(raw.file, opening.unpacking), logical, depth, opening);
    case "rar":
      return failure("E_ARCHIVE_UNSUPPORTED", kind);
    default: {
      const name = innerName(logical.slice(logical.lastIndexOf("/") + 1), kind);
      const member = await openCompressed(kind, raw, name, opening.unpacking);
      yield* openInner(member, logical, depth, opening);
      return member.failure;
    }
  }
}

/** A compressed tar shows its members as `a.tar.gz!/b.log`, not through the tar between. */
async function* openInner(
  member: Member,
  logical: string,
  depth: number,
  opening: Opening,
): AsyncGenerator<SourceFile> {
  if (containerKind(head(member.file)) === "tar") {
    yield* openMembers(openTar(member.file, opening.unpacking), logical, depth, opening);
    rmSync(member.file, { force: true });
    return;
  }
  yield* openFile(
    { ...member, mtime: member.mtime },
    unique(`${logical}!/${member.name}`, opening),
    depth + 1,
    opening,
  );
}

async function* openMembers(
  members: AsyncGenerator<Member, Failure | undefined>,
  logical: string,
  depth: number,
  opening: Opening,
): AsyncGenerator<SourceFile, Failure | undefined> {
  for (;;) {
    const next = await members.next();
    if (next.done === true) return next.value;
    const member = next.value;
    const path = unique(`${logical}!/${safeMember(member.name)}`, opening);
    if (member.file === "") {
      const { size, sha256, failure: failed } = member;
      yield emit({ path, file: "", size, sha256, ...(failed === undefined ? {} : { failure: failed }) }, opening);
    } else {
      yield* openFile({ ...member, mtime: member.mtime }, path, depth + 1, opening);
    }
  }
}

/** Two members of one name stay two sources: the second is called `name~2`. */
function unique(path: string, { taken }: Opening): string {
  let name = path;
  for (let count = 2; taken.has(name); count++) name = `${path}~${count}`;
  taken.add(name);
  return name;
}

function emit(source: SourceFile, { options }: Opening): SourceFile {
  options.onProgress?.({ path: source.path, size: source.size });
  return source;
}

function head(file: string): Uint8Array {
  const descriptor = openSync(file, "r");
  try {
    const bytes = Buffer.alloc(512);
    return bytes.subarray(0, readSync(descriptor, bytes, 0, 512, 0));
  } finally {
    closeSync(descriptor);
  }
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest("hex");
}
