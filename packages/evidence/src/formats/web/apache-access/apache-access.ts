import type { LineFormat } from "../../../format.ts";
import { accessReader, accessServer, accessShare } from "../access-log/access-reader.ts";

/** Apache httpd access logs: `common`, `combined`, `vhost_combined`, and forms that add fields after them. */
export const apacheAccess: LineFormat = {
  id: "apache-access",
  names: { zh: "Apache 访问日志", en: "Apache access log" },
  family: "web",
  modules: ["apache", "traefik"],
  references: ["https://httpd.apache.org/docs/2.4/mod/mod_log_config.html"],
  by: "line",
  splittable: true,
  sniff(sample) {
    const share = accessShare(sample);
    if (share === 0) return 0;
    return Math.round(share * 90) - Math.sign(accessServer(sample)) * 3 - (accessServer(sample) === 0 ? 1 : 0);
  },
  open: (context) => accessReader(context, "apache"),
};
