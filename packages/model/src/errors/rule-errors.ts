import type { ErrorKind } from "../error.ts";

const unchanged = { zh: "没有保存任何内容。", en: "Nothing was saved." };

/** Errors of choosing rules. */
export const ruleErrors = {
  E_PLACEHOLDERS: {
    http: 422,
    exit: 2,
    what: {
      zh: "占位符取值文件 {path} 不能使用：{zh}。",
      en: "The file of placeholder values {path} cannot be used: {en}.",
    },
    means: { zh: "没有开始分析。", en: "Nothing was started." },
    todo: {
      zh: "请写成“名称: 取值”或“名称: [取值, …]”的 YAML，也可放在 vars 之下。",
      en: "Write it as YAML, “name: value” or “name: [value, …]”, at the top or under vars.",
    },
  },
  E_RULE_FILTER: {
    http: 422,
    exit: 2,
    what: { zh: "过滤器第 {line} 行：{zh}。", en: "Line {line} of the filter: {en}." },
    means: unchanged,
    todo: {
      zh: "请改正后再保存；“检查”会列出全部问题。",
      en: "Correct it and save again; “Check” lists everything that is wrong.",
    },
  },
  E_RULE_SOURCE_EMPTY: {
    http: 422,
    exit: 2,
    what: { zh: "“{name}” 中没有规则。", en: "There are no rules in “{name}”." },
    means: unchanged,
    todo: {
      zh: "请上传含 .yml 规则文件的 zip，或单个规则文件。",
      en: "Upload a zip with .yml rule files in it, or one rule file.",
    },
  },
  E_RULE_SOURCE_NAME: {
    http: 409,
    exit: 2,
    what: { zh: "已有名为“{name}”的规则来源。", en: "There is a source of rules named “{name}” already." },
    means: unchanged,
    todo: {
      zh: "请换一个名称，或先停用原来的来源。",
      en: "Choose another name, or take the old one out of use first.",
    },
  },
  E_RULE_SOURCE_LARGE: {
    http: 413,
    exit: 2,
    what: { zh: "规则文件超过 {size} 字节。", en: "The file of rules has more than {size} bytes." },
    means: unchanged,
    todo: { zh: "请只上传规则本身，或分成几个来源。", en: "Upload the rules alone, or as several sources." },
  },
} as const satisfies Record<string, ErrorKind>;
