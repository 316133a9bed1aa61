import { openPromise, type Entry, type ZipFile } from "yauzl";
import { endsUnpacking, failure, type Failure } from "../failure.ts";
import { noHash } from "../source-file.ts";
import { failureOfUnpacking } from "./compressed.ts";
import { memberWriter, type Member, type Unpacking } from "./member.ts";

/** The files of a zip in the order of its directory. An encrypted or broken member is a failure of its own; the rest goes on. */
export async function* openZip(file: string, unpacking: Unpacking): AsyncGenerator<Member, Failure | undefined> {
  let zip: ZipFile;
  try {
    zip = await openPromise(file, { lazyEntries: true, autoClose: false, decodeStrings: false });
  } catch (error) {
    return failureOfUnpacking(error);
  }
  let entries = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const name = decodeName(entry);
      if (name.endsWith("/")) continue;
      if (++entries > unpacking.limits.entries) return failure("E_ARCHIVE_BOMB", `more than ${entries - 1} entries`);
      const member = await readEntry(zip, entry, name, unpacking);
      yield member;
      if (endsUnpacking(member.failure)) return member.failure;
    }
  } catch (error) {
    return failureOfUnpacking(error);
  } finally {
    zip.close();
  }
  return undefined;
}

async function readEntry(zip: ZipFile, entry: Entry, name: string, unpacking: Unpacking): Promise<Member> {
  const mtime = entry.getLastModDate({ timezone: "UTC" }).getTime();
  if (entry.isEncrypted()) {
    return { name, file: "", size: 0, sha256: noHash, mtime, failure: failure("E_ARCHIVE_ENCRYPTED") };
  }
  const writer = memberWriter(unpacking, entry.compressedSize);
  let failed: Failure | undefined;
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) writer.write(chunk as Buffer);
  } catch (error) {
    failed = failureOfUnpacking(error);
  }
  return { name, file: writer.file, ...writer.close(), mtime, failure: failed };
}

/** UTF-8 when flagged or valid; else what Chinese Windows writes, which for plain Latin names is the same. */
function decodeName(entry: Entry): string {
  const raw = entry.fileNameRaw;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(raw);
  } catch {
    return new TextDecoder("gb18030").decode(raw);
  }
}
