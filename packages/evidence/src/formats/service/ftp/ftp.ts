import { done, loginGranted, loginRefused, refused } from "../message-rule/rule-makers.ts";
import type { Service } from "../message-rule/service.ts";

// Some builds repeat the server's name before the message.
const peer = String.raw`^(?:\S+: )?\S+ \([^()[\]]{0,255}\[(?<ip>[^\]]+)\]\)[: -]*`;

/** ProFTPD. Source: proftpd source, `modules/mod_auth.c`. */
export const proftpd: Service = {
  module: "proftpd",
  category: "authentication",
  programs: /^proftpd$/,
  rules: [
    loginRefused(
      "no such user",
      new RegExp(peer + String.raw`USER (?<user>.*): no such user found from \S+ \[[^\]]*\] to \S+$`),
    ),
    loginRefused("Login failed", new RegExp(peer + String.raw`USER (?<user>.*) \(Login failed\): `)),
    loginRefused("SECURITY VIOLATION", new RegExp(peer + String.raw`SECURITY VIOLATION: (?<user>.*?) login attempted`)),
    loginRefused("Maximum login attempts", new RegExp(peer + String.raw`Maximum login attempts \(\d+\) exceeded`)),
    loginRefused("maximum auth attempts", new RegExp(peer + String.raw`(?:mod_sftp/\S+: )?maximum auth attempts`)),
    loginRefused("no such user", new RegExp(peer + String.raw`.*no such user '(?<user>.*)'`)),
    loginGranted("Login successful", new RegExp(peer + String.raw`(?:USER|ANON) (?<user>.*): Login successful`)),
    refused(
      "refused",
      new RegExp(peer + String.raw`.*(?:connection refused|refused connection)`, "i"),
      "connection_refused",
    ),
    done("session opened", new RegExp(peer + String.raw`FTP session opened`), "connection_opened", "session"),
    done("session closed", new RegExp(peer + String.raw`FTP session closed`), "connection_closed", "session"),
  ],
};

/** Pure-FTPd. Source: pure-ftpd source, `messages_*.h` (English and the common translations). */
export const pureFtpd: Service = {
  module: "pure-ftpd",
  category: "authentication",
  programs: /^pure-ftpd$/,
  rules: [
    loginRefused(
      "@",
      /^\([^@]*@(?<ip>[^)\s]+)\) \[WARNING\] (?:Authentication failed for user|Erreur d'authentification pour l'utilisateur|Authentifizierung fehlgeschlagen für Benutzer|Error de autenticación para el usuario|.*) \[(?<user>.*)\]$/,
    ),
    loginGranted("is now logged in", /^\([^@]*@(?<ip>[^)\s]+)\) \[\w+\] (?<user>.*) is now logged in$/),
    done(
      " uploaded ",
      /^\((?<user>[^@]*)@(?<ip>[^)\s]+)\) \[NOTICE\] (?<file>.*) uploaded {2}?\(/,
      "file_upload",
      "file",
    ),
    done(
      " downloaded ",
      /^\((?<user>[^@]*)@(?<ip>[^)\s]+)\) \[NOTICE\] (?<file>.*) downloaded {2}?\(/,
      "file_download",
      "file",
    ),
    done("Deleted ", /^\((?<user>[^@]*)@(?<ip>[^)\s]+)\) \[NOTICE\] Deleted (?<file>.*)$/, "file_delete", "file"),
    done(
      "New connection",
      /^\([^@]*@[^)\s]+\) \[INFO\] New connection from (?<ip>\S+)/,
      "connection_opened",
      "session",
    ),
  ],
};

/** WU-FTPD, GSS FTP, tnftpd, BSD ftpd. */
export const ftpd: Service = {
  module: "ftpd",
  category: "authentication",
  programs: /^(?:wu-?ftpd|in\.ftpd|ftpd|gss-?ftpd|tnftpd|bftpd)$/,
  rules: [
    loginRefused("failed login from", /^failed login from \S* ?\[(?<ip>[^\]]+)\](?:, (?<user>\S+))?/),
    loginRefused("repeated login failures", /^repeated login failures from (?<ip>\S+)(?: \((?<ip2>[^)]+)\))?/),
    loginRefused("FTP LOGIN FAILED", /^FTP LOGIN FAILED (?:FROM|from) (?:\S+ )?\[?(?<ip>[^\],\s]+)\]?/),
    loginGranted("FTP LOGIN FROM", /^FTP LOGIN FROM (?:\S+ )?\[?(?<ip>[^\],\s]+)\]?,? (?:as )?(?<user>\S+)/),
    refused("refused", /^(?:FTP )?ACCESS REFUSED .*FROM (?:\S+ )?\[?(?<ip>[^\],\s]+)/i, "connection_refused"),
  ],
};
