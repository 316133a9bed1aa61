import { done, loginGranted, loginRefused, noted, refused } from "../message-rule/rule-makers.ts";
import type { Service } from "../message-rule/service.ts";
import { serviceFormat } from "../service-format/service-format.ts";

const who = String.raw`(?:\[(?<user>[^\]]*)\] )?`;
const client = String.raw`: Client "(?<ip>[^"]+)"`;
const what = String.raw`(?:, "(?<file>[^"]*)"(?:, (?<size>\d+) bytes)?)?`;

function of(text: string): RegExp {
  return new RegExp(String.raw`^(?:\[pid \d+\] )?` + who + text + client + what);
}

/** vsftpd. Source: vsftpd source, `logging.c`. */
export const vsftpd: Service = {
  module: "vsftpd",
  category: "authentication",
  programs: /^vsftpd(?:\(.*\))?$/,
  rules: [
    loginRefused("FAIL LOGIN", of("FAIL LOGIN")),
    loginGranted("OK LOGIN", of("OK LOGIN")),
    loginRefused("authentication failure", /authentication failure;.*? rhost=(?<ip>\S+)(?:\s+user=(?<user>.*))?$/),
    refused("FAIL ", of(String.raw`FAIL \w+`), "file_access", "file"),
    done("OK UPLOAD", of("OK UPLOAD"), "file_upload", "file"),
    done("OK DOWNLOAD", of("OK DOWNLOAD"), "file_download", "file"),
    done("OK DELETE", of("OK DELETE"), "file_delete", "file"),
    done("OK ", of(String.raw`OK \w+`), "file_access", "file"),
    noted("CONNECT", of("CONNECT"), "connection_opened", "session"),
    refused('"530 ', of(String.raw`FTP response(?=.*, "530 )`), "login", "authentication"),
    noted("FTP ", of(String.raw`FTP (?:command|response)`), "ftp_command", "session"),
    noted("DEBUG", of("DEBUG"), "debug"),
  ],
};

/** vsftpd's own log. */
export const vsftpdLog = serviceFormat({
  id: "vsftpd",
  names: { zh: "vsftpd 日志", en: "vsftpd log" },
  module: vsftpd.module,
  category: vsftpd.category,
  references: ["https://security.appspot.com/vsftpd/vsftpd_conf.html"],
  line: /^(?<date>[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]?\d \d\d:\d\d:\d\d \d{4}|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d) \[pid (?<pid>\d+)\] (?<message>.*)$/,
  rules: vsftpd.rules,
  sure: 97,
});
