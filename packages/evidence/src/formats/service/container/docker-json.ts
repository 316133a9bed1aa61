import { openInnerLines } from "../../generic/inner-line/inner-line.ts";
import { jsonFormat } from "../../generic/json-format/json-format.ts";

/** Logs of Docker's `json-file` driver; the line inside is read as what it is. */
export const dockerJson = jsonFormat({
  id: "docker-json",
  names: { zh: "Docker 容器日志（json-file）", en: "Docker container log (json-file)" },
  family: "service",
  module: "docker",
  references: ["https://docs.docker.com/engine/logging/drivers/json-file/"],
  sure: 99,
  flat: false,
  is: (record) =>
    typeof record["log"] === "string" && typeof record["time"] === "string" && Object.keys(record).length <= 4,
  time: (record) => record["time"],
  map() {},
  follow() {
    const read = openInnerLines();
    return (record, event) => {
      const line = String(record["log"]).replace(/\r?\n$/, "");
      read(line, event);
      event.fields = { ...event.fields, stream: String(record["stream"] ?? "-") };
    };
  },
});
