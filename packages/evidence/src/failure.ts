import type { Text } from "@stanch/model/text";

/** Why a source file, or a part of an archive, could not be read: a stable code and a sentence in both languages. */
export interface Failure {
  readonly code: string;
  readonly message: Text;
}

const sentences = {
  E_SOURCE_PERMISSION: { zh: "没有读取权限", en: "no permission to read it" },
  E_SOURCE_MISSING: { zh: "文件不存在", en: "it does not exist" },
  E_SOURCE_UNREADABLE: { zh: "读取失败", en: "reading it failed" },
  E_SOURCE_SPECIAL: { zh: "符号链接、设备或管道不予跟随", en: "a link, device or pipe is not followed" },
  E_ARCHIVE_BROKEN: {
    zh: "归档损坏,已读出损坏之前的内容",
    en: "the archive is damaged; what lay before the damage was read",
  },
  E_ARCHIVE_ENCRYPTED: { zh: "归档内文件已加密", en: "it is encrypted inside the archive" },
  E_ARCHIVE_BOMB: { zh: "解包超出限制,已停止", en: "unpacking passed a limit and was stopped" },
  E_ARCHIVE_SPACE: {
    zh: "磁盘剩余空间不足,未解包或只解出一部分;请释放空间或把输出目录换到更大的磁盘,然后重试",
    en: "too little disk space is left, so it was not unpacked, or only in part; free some space or put the output folder on a larger disk, and try again",
  },
  E_ARCHIVE_UNSUPPORTED: {
    zh: "不支持此归档格式,请先解包",
    en: "this kind of archive is not supported; unpack it first",
  },
  E_STOPPED: { zh: "已中止", en: "it was stopped" },
} as const satisfies Record<string, Text>;

export type FailureCode = keyof typeof sentences;

/**
 * A failure with an optional detail (untrusted text: outputs escape it).
 *
 * @example failure("E_ARCHIVE_BOMB", "ratio 1032:1")
 */
export function failure(code: FailureCode, detail?: string): Failure {
  const { zh, en } = sentences[code];
  if (detail === undefined || detail === "") return { code, message: { zh, en } };
  return { code, message: { zh: `${zh}: ${detail}`, en: `${en}: ${detail}` } };
}

/** Whether nothing more can be unpacked from an archive after this failure of one of its members. */
export function endsUnpacking(failed: Failure | undefined): boolean {
  return failed !== undefined && ["E_ARCHIVE_BOMB", "E_ARCHIVE_SPACE", "E_STOPPED"].includes(failed.code);
}

/** The failure behind an error of the file system. */
export function failureOf(error: unknown): Failure {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "EACCES" || code === "EPERM") return failure("E_SOURCE_PERMISSION");
  if (code === "ENOENT") return failure("E_SOURCE_MISSING");
  return failure("E_SOURCE_UNREADABLE", error instanceof Error ? error.message : String(error));
}
