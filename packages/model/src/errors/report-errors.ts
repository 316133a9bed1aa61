import type { ErrorKind } from "../error.ts";

/** Errors of reports, bundles and their verification. */
export const reportErrors = {
  E_SEAL_DIFFERS: {
    http: 500,
    exit: 3,
    what: {
      zh: "封存时读到的“{name}”与记录中的大小或哈希不一致。",
      en: 'While sealing, "{name}" did not have the size and hash that the records state.',
    },
    means: {
      zh: "存储的原件可能已损坏或被改动，案卷没有封存。",
      en: "The stored original may be damaged or changed; the bundle was not sealed.",
    },
    todo: {
      zh: "请核对该文件的存储与备份，恢复原件后重新封存。",
      en: "Check the storage and its backup, restore the original, then seal again.",
    },
  },
} as const satisfies Record<string, ErrorKind>;

export type ReportErrorCode = keyof typeof reportErrors;
