import { createReadStream } from "node:fs";
import { extract } from "tar-stream";
import { failure, type Failure } from "../failure.ts";
import { failureOfUnpacking } from "./compressed.ts";
import { memberWriter, type Member, type Unpacking } from "./member.ts";

/** The regular files of a tar in their order; links, devices and folders hold no evidence bytes. Returns the failure of the archive as a whole. */
export async function* openTar(file: string, unpacking: Unpacking): AsyncGenerator<Member, Failure | undefined> {
  const tar = extract();
  const input = createReadStream(file, { highWaterMark: 256 * 1024 });
  input.on("error", (error) => tar.destroy(error));
  input.pipe(tar);
  let entries = 0;
  try {
    for await (const entry of tar) {
      const { name, type, size, mtime } = entry.header;
      if (type !== "file" && type !== "contiguous-file") {
        entry.resume();
        continue;
      }
      if (++entries > unpacking.limits.entries) return failure("E_ARCHIVE_BOMB", `more than ${entries - 1} entries`);
      const writer = memberWriter(unpacking, size ?? 0);
      let failed: Failure | undefined;
      try {
        for await (const chunk of entry) writer.write(chunk as Buffer);
      } catch (error) {
        failed = failureOfUnpacking(error);
      }
      yield { name, file: writer.file, ...writer.close(), mtime: mtime?.getTime(), failure: failed };
      if (failed !== undefined) return failed;
    }
  } catch (error) {
    return failureOfUnpacking(error);
  } finally {
    input.destroy();
  }
  return undefined;
}
