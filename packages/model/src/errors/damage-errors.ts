import type { ErrorKind } from "../error.ts";

const told = { http: 200, exit: 1 } as const;
const others = {
  zh: "文件的其余部分已读出，此范围内的内容未计入结论。",
  en: "The rest of the file was read; what lay in this range is not part of the conclusion.",
};
const copy = {
  zh: "如原件仍在，请重新取证此文件并再次分析。",
  en: "If the original is still there, collect this file again and repeat the analysis.",
};

/** Codes of the damage that readers of evidence report; see `damage` in sources.ts. */
export const damageErrors = {
  E_LINE_TOO_LONG: {
    ...told,
    what: { zh: "一行过长，只保留了开头。", en: "A line is too long; only its beginning was kept." },
    means: others,
    todo: { zh: "如需全文，请按所示范围查看原文件。", en: "To see all of it, look at this range of the original." },
  },
  E_NUL_BYTES: {
    ...told,
    what: {
      zh: "文本中有一段空字节，常为断电或崩溃所致。",
      en: "A run of NUL bytes lies in the text, as a crash leaves it.",
    },
    means: others,
    todo: copy,
  },
  E_RECORD_BROKEN: {
    ...told,
    what: { zh: "一条记录已损坏。", en: "A record is damaged." },
    means: others,
    todo: copy,
  },
  E_HEADER_BROKEN: {
    ...told,
    what: { zh: "文件或数据块的头部已损坏。", en: "The header of the file or of a block is damaged." },
    means: {
      zh: "已在没有头部的情况下尽量读出记录。",
      en: "Records were read as far as that is possible without it.",
    },
    todo: copy,
  },
  E_CHECKSUM: {
    ...told,
    what: { zh: "校验和不符。", en: "A checksum does not match." },
    means: {
      zh: "此范围可能写到一半就被复制，也可能被改动过；记录仍已读出。",
      en: "The range was copied while it was written, or changed later; its records were read all the same.",
    },
    todo: {
      zh: "请核对此范围内的记录是否与其他来源一致。",
      en: "Compare the records of this range with another source.",
    },
  },
  E_TRUNCATED: {
    ...told,
    what: { zh: "文件在此处被截断。", en: "The file is cut off here." },
    means: { zh: "截断之前的内容已读出。", en: "Everything before the cut was read." },
    todo: copy,
  },
  E_TOO_LARGE: {
    ...told,
    what: { zh: "文件超出此格式的读取上限。", en: "The file is larger than files of this kind are read." },
    means: { zh: "其中的记录没有读出。", en: "Its records were not read." },
    todo: { zh: "请拆分或导出后再提交。", en: "Split it, or export its records, and hand those in." },
  },
  E_NOT_CLOSED: {
    ...told,
    what: { zh: "文件在未正常关闭时被复制。", en: "The file was copied while it was in use." },
    means: {
      zh: "最后的改动可能只在旁边的事务日志中，不在此文件内。",
      en: "The last changes may lie only in the transaction logs beside it.",
    },
    todo: {
      zh: "请把事务日志（.LOG1、.LOG2）一并取证。",
      en: "Collect its transaction logs (.LOG1, .LOG2) as well.",
    },
  },
} as const satisfies Record<string, ErrorKind>;
