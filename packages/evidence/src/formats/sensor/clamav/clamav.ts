import { noted, refused } from "../../service/message-rule/rule-makers.ts";
import type { Service } from "../../service/message-rule/service.ts";
import { serviceFormat } from "../../service/service-format/service-format.ts";

/** clamd, freshclam and clamscan. Source: ClamAV source, `shared/output.c`. */
export const clamav: Service = {
  module: "clamav",
  category: "malware",
  programs: /^(?:clamd|clamav(?:-\w+)?|freshclam|clamscan|clamonacc|clamav-milter)$/,
  rules: [
    refused(
      " FOUND",
      /^(?:\S+ ?-> )?(?<file>.+?)(?:\(\w+:\d+\))?: (?<rule>\S+(?:\([\w:]+\))?) FOUND$/,
      "malware_found",
      "malware",
    ),
    noted(": moved to", /^(?<file>.+): moved to '/, "malware_quarantined", "malware"),
    noted(": Removed", /^(?<file>.+): Removed\.?$/, "malware_removed", "malware"),
    noted("database updated", /database updated/i, "signatures_updated"),
    noted("SelfCheck", /^SelfCheck: /, "self_check"),
    noted(": OK", /^(?<file>.+): OK$/, "file_scanned", "file"),
  ],
};

/** ClamAV's own logs with time (`LogTime yes`). */
export const clamavLog = serviceFormat({
  id: "clamav",
  names: { zh: "ClamAV 日志", en: "ClamAV log" },
  family: "sensor",
  module: clamav.module,
  category: clamav.category,
  references: ["clamd.conf(5)"],
  line: /^(?:(?:(?<date>[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}) -> )(?<message>[+^*!]?.*))$/,
  rules: clamav.rules,
  sure: 97,
});

/** What clamscan prints: no time, a file and a verdict a line, a summary at the end. */
export const clamscan = serviceFormat({
  id: "clamscan",
  names: { zh: "clamscan 扫描结果", en: "clamscan report" },
  family: "sensor",
  module: clamav.module,
  category: clamav.category,
  references: ["clamscan(1)"],
  line: /^(?<message>\/.*: (?:OK|Empty file|Symbolic link|Excluded|Removed\.?|moved to '.*'|\S+(?:\([\w:]+\))? FOUND)|-{5,} SCAN SUMMARY -{5,}|(?:Known viruses|Engine version|Scanned (?:directories|files)|Infected files|Data (?:scanned|read)|Time|Start Date|End Date|Total errors): .*)(?<date>)$/,
  rules: clamav.rules,
  sure: 97,
});
