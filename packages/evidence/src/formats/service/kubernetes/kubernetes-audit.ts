import { jsonFormat } from "../../generic/json-format/json-format.ts";
import { at, text, whole } from "../../generic/json-format/json-value.ts";

/** The audit log of the Kubernetes API server. */
export const kubernetesAudit = jsonFormat({
  id: "kubernetes-audit",
  names: { zh: "Kubernetes 审计日志", en: "Kubernetes audit log" },
  family: "service",
  module: "kubernetes",
  category: "api",
  references: ["https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/"],
  sure: 99,
  is: (record) =>
    (text(record, "apiVersion") ?? "").startsWith("audit.k8s.io/") &&
    (record["auditID"] !== undefined || Array.isArray(record["items"])),
  inside: (line) => (Array.isArray(line["items"]) ? line["items"] : undefined),
  time: (record) => record["requestReceivedTimestamp"] ?? record["stageTimestamp"] ?? record["timestamp"],
  map(record, event) {
    const code = whole(record, "responseStatus", "code");
    const resource = [text(record, "objectRef", "resource"), text(record, "objectRef", "subresource")]
      .filter(Boolean)
      .join("/");
    event["event.action"] = [text(record, "verb"), resource].filter(Boolean).join(" ") || "request";
    event["event.outcome"] =
      code === undefined
        ? "unknown"
        : code === 401 || code === 403 || code === 429 || code === 404
          ? "failure"
          : code < 400
            ? "success"
            : "unknown";
    event["user.name"] = text(record, "impersonatedUser", "username") ?? text(record, "user", "username");
    event["source.ip"] = text(record, "sourceIPs");
    event["user_agent.original"] = text(record, "userAgent");
    event["url.original"] = text(record, "requestURI");
    event["url.path"] = text(record, "requestURI")?.split("?", 1)[0];
    event["http.request.method"] = text(record, "verb");
    event["http.response.status_code"] = code;
    event["event.code"] = text(record, "auditID");
    const name = text(record, "objectRef", "name");
    const space = text(record, "objectRef", "namespace");
    event.message =
      `${text(record, "verb") ?? "-"} ${resource || "-"} ${[space, name].filter(Boolean).join("/")}`.trimEnd();
    if (at(record, "annotations", "authorization.k8s.io/decision") === "forbid") event["event.outcome"] = "failure";
  },
});
