import { serviceFormat } from "../service/service-format/service-format.ts";

/** Support log of Microsoft Defender (`MPLog-….log`). */
export const defenderLog = serviceFormat({
  id: "defender-mplog",
  names: { zh: "Microsoft Defender 支持日志（MPLog）", en: "Microsoft Defender support log (MPLog)" },
  family: "windows",
  module: "defender",
  category: "malware",
  references: ["https://learn.microsoft.com/defender-endpoint/troubleshoot-performance-issues"],
  sure: 92,
  line: /^(?<date>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z?) (?<message>(?:\[(?:RTP|Mini-filter|Mp|MP|Cloud|Engine|BM|EMS|AutoPurge|Plugin)[^\]]{0,40}\]|DETECTION|SDN:|ProcessImageName|Mini-filter|EMS |Engine|BM |MP|Mp|Dynamic|Signature|Lowfi|Begin|End|Scan|Resource|Threat|Verifying|Process|Task|Device|Beginning|Task\().*)$/,
  rules: [
    {
      has: "DETECTION",
      pattern:
        /^DETECTION(?:EVENT|_ADD)?(?:#\d+)? (?:MPSOURCE_\w+ )?(?<rule>[A-Za-z]+:[^\s;]{1,200}) (?:\w+:)(?<file>[^;]{1,1024})/,
      action: "malware_found",
      outcome: "failure",
    },
    {
      has: "ProcessImageName:",
      pattern: /^ProcessImageName: (?<command>[^,]{1,512}), Pid: \d{1,9}/,
      action: "program_run",
      outcome: "success",
      category: "process",
    },
  ],
});
