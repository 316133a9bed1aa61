import { loginGranted, loginRefused } from "../message-rule/rule-makers.ts";
import type { Service } from "../message-rule/service.ts";
import { serviceFormat } from "../service-format/service-format.ts";

/** xrdp's session manager. */
export const xrdp: Service = {
  module: "xrdp",
  category: "authentication",
  programs: /^xrdp(?:-sesman)?$/,
  rules: [
    // Greedy: a user may be called `x ip=1.2.3.4 time=1`.
    loginRefused("AUTHFAIL", /^(?:\[\w+ *\] )?AUTHFAIL: user=(?<user>[^\n]*) ip=(?<ip>\S+) time=\d+$/),
    loginGranted(
      "login successful",
      /(?:login successful|Access permitted) for user:? (?<user>\S+)(?: on (?:display|ip) \S+)?/,
    ),
    loginGranted(
      "++ created session",
      /created session \(access granted\): username (?<user>[^,]+), ip (?<ip>\S+?)(?::\d+ - .*)?$/,
    ),
  ],
};

/** xrdp's own log. */
export const xrdpLog = serviceFormat({
  id: "xrdp",
  names: { zh: "xrdp 日志", en: "xrdp log" },
  module: xrdp.module,
  category: xrdp.category,
  references: ["xrdp.ini(5)"],
  line: /^\[(?<date>\d{8}-\d\d:\d\d:\d\d)\] \[(?<level>\w+) *\] (?<message>.*)$/,
  rules: xrdp.rules,
  sure: 97,
});

/** Apple's screen sharing and VNC servers. */
export const screenSharing: Service = {
  module: "screensharing",
  category: "authentication",
  programs: /^(?:screensharingd|xvnc|x11vnc|vino-server)$/,
  rules: [
    loginRefused(
      "FAILED",
      /^Authentication: FAILED :: User Name: (?<user>.*?) :: (?:.* )?Viewer Address: (?<ip>\S+) :: Type: /,
    ),
    loginGranted(
      "SUCCEEDED",
      /^Authentication: SUCCEEDED :: User Name: (?<user>.*?) :: Viewer Address: (?<ip>\S+) :: Type: /,
    ),
  ],
};
