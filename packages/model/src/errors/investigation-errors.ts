import type { ErrorKind } from "../error.ts";

/** Errors of an investigation and of the command line. */
export const investigationErrors = {
  E_SOURCE_NONE: {
    http: 422,
    exit: 3,
    what: { zh: "在 {path} 下没有找到任何文件。", en: "There is no file in {path}." },
    means: { zh: "没有可供分析的证据，未产生结论。", en: "There is nothing to analyse; no conclusion was made." },
    todo: { zh: "请检查路径是否正确、目录是否为空。", en: "Check the path and whether the folder is empty." },
  },
  E_PATH_MISSING: {
    http: 404,
    exit: 2,
    what: { zh: "路径 {path} 不存在或无法读取。", en: "{path} does not exist or cannot be read." },
    means: { zh: "没有开始分析。", en: "Nothing was begun." },
    todo: { zh: "请检查路径与权限后重试。", en: "Check the path and its permissions, then try again." },
  },
  E_RULES_MISSING: {
    http: 422,
    exit: 2,
    what: { zh: "无法读取规则 {path}（{reason}）。", en: "The rules at {path} cannot be read ({reason})." },
    means: {
      zh: "没有规则就没有检出，因此没有开始分析。",
      en: "Without its rules nothing would be detected, so nothing was begun.",
    },
    todo: { zh: "请检查规则目录的路径与权限。", en: "Check the path of the rules and its permissions." },
  },
  E_RULES_ZIP: {
    http: 422,
    exit: 2,
    what: { zh: "无法读取规则压缩包 {path}（{reason}）。", en: "The zip of rules {path} cannot be read ({reason})." },
    means: {
      zh: "其中的规则都没有载入，因此没有开始分析，也没有改动任何设置。",
      en: "None of its rules were loaded, so nothing was begun and nothing was changed.",
    },
    todo: {
      zh: "请重新下载该压缩包，或解压后指定其文件夹。",
      en: "Download the zip again, or unpack it and name its folder.",
    },
  },
  E_BALANCE: {
    http: 500,
    exit: 3,
    what: { zh: "文件 {path} 的记录数不平衡。", en: "The record counts of {path} do not balance." },
    means: {
      zh: "有记录去向不明，结论不可信，因此没有给出。",
      en: "Some record is unaccounted for; the conclusion could not be trusted and is not given.",
    },
    todo: {
      zh: "这是程序缺陷：请连同该文件的格式报告给维护者。",
      en: "This is a defect of the program: report it with the format of that file.",
    },
  },
  E_ZONE: {
    http: 422,
    exit: 2,
    what: { zh: "不认识的时区“{zone}”。", en: "“{zone}” is not a time zone." },
    means: { zh: "没有开始分析。", en: "Nothing was begun." },
    todo: {
      zh: "请使用 Asia/Shanghai 这样的名称，或 +08:00 这样的偏移。",
      en: "Use a name such as Asia/Shanghai or an offset such as +08:00.",
    },
  },
  E_CLOCK: {
    http: 422,
    exit: 2,
    what: { zh: "无法理解时钟设置“{value}”。", en: "“{value}” is not a clock setting." },
    means: { zh: "没有开始分析。", en: "Nothing was begun." },
    todo: {
      zh: "请写成 主机=时区、主机=-312s（要加的秒数）或 主机=时区,-312s；只针对一个文件时写 file:路径=时区。",
      en: "Write HOST=ZONE, HOST=-312s (seconds to add) or HOST=ZONE,-312s; for one file, file:PATH=ZONE.",
    },
  },
  E_FORMAT_DEFINITION: {
    http: 422,
    exit: 2,
    what: { zh: "“{path}”不是可用的格式定义。", en: "“{path}” is no usable format definition." },
    means: {
      zh: "内容不是格式定义，或某个样式没有时间字段、字段相连，或名称与内置格式相同。没有开始分析。",
      en: "It is no definition, or a pattern has no time or two fields without anything between them, or its name is that of a built-in format. Nothing was begun.",
    },
    todo: {
      zh: "请使用控制台导出的文件，或按文档修改样式与名称。",
      en: "Use a file the console exported, or correct the pattern or the name as the documentation says.",
    },
  },
  E_INSTANT: {
    http: 422,
    exit: 2,
    what: { zh: "“{value}”不是时间点。", en: "“{value}” is not an instant." },
    means: { zh: "没有开始分析。", en: "Nothing was begun." },
    todo: { zh: "请写成 2026-03-01T02:14:07Z 或 2026-03-01。", en: "Write it as 2026-03-01T02:14:07Z or 2026-03-01." },
  },
  E_NUMBER: {
    http: 422,
    exit: 2,
    what: {
      zh: "“{value}”不是 {least} 到 {most} 之间的整数。",
      en: "“{value}” is not a whole number from {least} to {most}.",
    },
    means: { zh: "没有开始。", en: "Nothing was begun." },
    todo: { zh: "请改正该选项。", en: "Correct the option." },
  },
  E_INTERNAL: {
    http: 500,
    exit: 3,
    what: { zh: "程序出错：{reason}", en: "The program failed: {reason}" },
    means: { zh: "本次操作没有完成；证据没有被改动。", en: "The operation did not finish; evidence was not touched." },
    todo: {
      zh: "请保留这条消息并报告给维护者；设置 STANCH_DEBUG=1 可显示细节。",
      en: "Keep this message and report it; STANCH_DEBUG=1 shows details.",
    },
  },
} as const satisfies Record<string, ErrorKind>;
