import { done, loginGranted, loginRefused, refused } from "../message-rule/rule-makers.ts";
import type { Service } from "../message-rule/service.ts";

const remote = String.raw`.*?user \[(?<domain>[^\]]*)\]\\\[(?<user>[^\]]*)\] at \[[^\]]*\] with \[[^\]]*\] status \[STATUS\].*?remote host \[(?:ipv[46]:)?(?<ip>.+?):(?<port>\d+)\]`;

/** Samba: smbd's authentication audit and full_audit. Source: Samba wiki, "Setting up Audit Logging"; vfs_full_audit(8). */
export const samba: Service = {
  module: "samba",
  category: "authentication",
  programs: /^(?:smbd?(?:_audit)?|samba|winbindd|nmbd)$/,
  rules: [
    loginGranted("NT_STATUS_OK", new RegExp("Auth: " + remote.replace("STATUS", "NT_STATUS_OK"))),
    loginRefused("Auth: ", new RegExp("Auth: " + remote.replace("STATUS", String.raw`NT_STATUS_\w+`))),
    loginRefused(
      "FAILED with error",
      /Authentication for user \[(?<target>[^\]]*)\] -> \[(?<user>[^\]]*)\] FAILED with error/,
    ),
    refused("Denied connection from", /Denied connection from (?<ip>\S+)/, "connection_refused"),
    refused("|fail", /^(?<user>[^|]*)\|(?<ip>[^|]*)\|.*\|fail \(/, "file_access", "file"),
    done(
      "|ok|",
      /^(?<user>[^|]*)\|(?<ip>[^|]*)\|(?:[^|]*\|)*?(?:unlinkat?|rmdir)\|ok\|(?<file>.*)$/,
      "file_delete",
      "file",
    ),
    done("|ok|", /^(?<user>[^|]*)\|(?<ip>[^|]*)\|(?:[^|]*\|)*?renameat?\|ok\|(?<file>[^|]*)/, "file_rename", "file"),
    done("|ok|", /^(?<user>[^|]*)\|(?<ip>[^|]*)\|(?:[^|]*\|)*?ok\|(?:w\||r\|)?(?<file>[^|]*)/, "file_access", "file"),
    done(
      "connect to service",
      /^(?<host>\S+) \((?:ipv[46]:)?(?<ip>.+?):(?<port>\d+)\) (?:signed )?connect to service \S+ initially as user (?<user>\S+)/,
      "share_connect",
      "session",
    ),
  ],
};
