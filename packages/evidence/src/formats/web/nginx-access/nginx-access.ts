import type { LineFormat } from "../../../format.ts";
import { accessReader, accessServer, accessShare } from "../access-log/access-reader.ts";

/**
 * nginx access logs: `combined`, `common`, and forms that add fields after them. Lines that any server could have written are
 * called nginx when neither content nor file name says otherwise.
 */
export const nginxAccess: LineFormat = {
  id: "nginx-access",
  names: { zh: "nginx 访问日志", en: "nginx access log" },
  family: "web",
  modules: ["nginx", "traefik"],
  references: ["https://nginx.org/en/docs/http/ngx_http_log_module.html"],
  by: "line",
  splittable: true,
  sniff(sample) {
    const share = accessShare(sample);
    if (share === 0) return 0;
    return Math.round(share * 90) + Math.sign(accessServer(sample)) * 3;
  },
  open: (context) => accessReader(context, "nginx"),
};
