import type { Blobs } from "@stanch/store/blobs";
import { blobAnswer } from "../blob-answer.ts";
import type { Handlers } from "../handler.ts";
import { reading } from "../incident/incident-work.ts";
import type { AccessLog } from "../journal/access-log.ts";
import type { Work } from "../unit-of-work.ts";
import type { MailService } from "./mail-service.ts";

export function mailHandlers({
  work,
  mails,
  blobs,
  access,
}: {
  readonly work: Work;
  readonly mails: MailService;
  readonly blobs: Pick<Blobs, "read">;
  readonly access: AccessLog;
}): Handlers<`mail.${"list" | "intake" | "file"}`> {
  return {
    "mail.list": (call, { query }) => work(call, "mail.list", (unit) => mails.list(unit, query), reading),
    "mail.intake": (call) => work(call, "mail.intake", mails.intake, reading),
    "mail.file": (call, { params }) =>
      work(call, "mail.file", async (unit) => {
        const { id, sha256, size } = await mails.get(unit, params.mail);
        await access.note(unit, { what: "mail.read", detail: `${id} ${sha256}` });
        return blobAnswer(blobs, { name: `${id}.eml`, sha256, size: Number(size), type: "application/octet-stream" });
      }),
  };
}
