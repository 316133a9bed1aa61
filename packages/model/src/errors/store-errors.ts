import type { ErrorKind } from "../error.ts";

/** Errors of the stores: records, events, blobs. */
export const storeErrors = {
  E_STORE_LOCKED: {
    http: 503,
    exit: 3,
    what: {
      zh: "数据目录正被另一个进程使用（进程 {pid}，主机 {host}，锁文件 {lock}）。",
      en: "Another process is using the data folder (process {pid} on {host}, lock file {lock}).",
    },
    means: {
      zh: "同一数据目录只允许一个进程打开，否则会丢失记录。本次没有改动任何数据。",
      en: "Only one process may open a data folder, or records would be lost. Nothing was changed.",
    },
    todo: {
      zh: "请使用正在运行的中心，或先停止它。若确认该进程已不存在（例如在另一台机器或容器上），请删除锁文件后重试。",
      en: "Use the centre that is running, or stop it first. If that process is certainly gone (on another machine or in another container), delete the lock file and try again.",
    },
  },
  E_STORE_UNAVAILABLE: {
    http: 503,
    exit: 3,
    what: { zh: "数据库暂时无法应答（{reason}）。", en: "The database cannot answer just now ({reason})." },
    means: { zh: "本次操作没有保存。", en: "This operation was not saved." },
    todo: {
      zh: "请稍后重试；持续出现时请检查数据库服务。",
      en: "Try again shortly; if it persists, check the database service.",
    },
  },
  E_STORE_DENIED: {
    http: 500,
    exit: 3,
    what: { zh: "没有权限访问 {path}。", en: "No permission to access {path}." },
    means: { zh: "文件没有保存，或无法读取。", en: "The file was not stored, or cannot be read." },
    todo: { zh: "请检查数据目录的属主和权限。", en: "Check owner and permissions of the data folder." },
  },
  E_TEXT_UNSTORABLE: {
    http: 400,
    exit: 2,
    what: { zh: "文字中含有无法保存的字符（空字符）。", en: "The text holds a character that cannot be stored (NUL)." },
    means: { zh: "本次操作没有保存。", en: "This operation was not saved." },
    todo: { zh: "请删除不可见字符后重新提交。", en: "Remove invisible characters and submit again." },
  },
  E_MIGRATION_CHANGED: {
    http: 500,
    exit: 3,
    what: {
      zh: "数据库结构的历史步骤 {name} 与本程序不一致。",
      en: "Step {name} in the history of the database differs from this program.",
    },
    means: {
      zh: "数据库由修改过的程序建立；为保护数据，程序没有启动，也没有改动任何数据。",
      en: "The database was made by an altered program. To protect the data the program did not start and changed nothing.",
    },
    todo: {
      zh: "请使用建立该数据库的版本，或从备份恢复。",
      en: "Use the version that made this database, or restore from a backup.",
    },
  },
  E_MIGRATION_UNKNOWN: {
    http: 500,
    exit: 3,
    what: {
      zh: "数据库含有本程序不认识的步骤 {name}。",
      en: "The database holds a step this program does not know: {name}.",
    },
    means: {
      zh: "数据库由更新的版本使用过；旧版本不能打开它。没有改动任何数据。",
      en: "A newer version has used this database; an older one cannot open it. Nothing was changed.",
    },
    todo: { zh: "请安装更新的版本。", en: "Install the newer version." },
  },
  E_DISK_FULL: {
    http: 507,
    exit: 3,
    what: { zh: "磁盘空间不足，{path} 无法写入。", en: "The disk is full: {path} could not be written." },
    means: {
      zh: "该文件没有保存，已保存的证据不受影响。",
      en: "This file was not stored; evidence stored before is not affected.",
    },
    todo: {
      zh: "请释放空间或扩大磁盘，然后重试；上传可从中断处继续。",
      en: "Free some space or enlarge the disk and try again; an upload continues where it stopped.",
    },
  },
  E_BLOB_MISSING: {
    http: 404,
    exit: 1,
    what: { zh: "找不到内容为 {sha256} 的文件。", en: "There is no file with the hash {sha256}." },
    means: {
      zh: "文件从未保存，或已被从数据目录移走。",
      en: "It was never stored, or it was taken out of the data folder.",
    },
    todo: { zh: "请从备份恢复该文件，或重新上传。", en: "Restore the file from a backup, or upload it again." },
  },
  E_BLOB_RANGE: {
    http: 416,
    exit: 2,
    what: {
      zh: "请求的字节范围超出文件（共 {size} 字节）。",
      en: "The range asked for lies outside the file of {size} bytes.",
    },
    means: { zh: "没有返回任何内容。", en: "Nothing was returned." },
    todo: { zh: "请按文件大小重新请求。", en: "Ask again within the size of the file." },
  },
  E_UPLOAD_MISSING: {
    http: 404,
    exit: 2,
    what: { zh: "没有这个上传（{id}）。", en: "There is no such upload ({id})." },
    means: { zh: "它已完成、已取消，或从未开始。", en: "It was finished, abandoned, or never begun." },
    todo: { zh: "请重新开始上传。", en: "Start the upload again." },
  },
  E_UPLOAD_BUSY: {
    http: 409,
    exit: 1,
    what: { zh: "该上传正在接收数据（{id}）。", en: "This upload is receiving data already ({id})." },
    means: {
      zh: "同一上传同时只能有一处写入；本次没有写入。",
      en: "Only one place may write to an upload at a time; nothing was written.",
    },
    todo: { zh: "请等待另一处结束后继续。", en: "Wait until the other one ends, then go on." },
  },
  E_UPLOAD_OFFSET: {
    http: 409,
    exit: 1,
    what: { zh: "上传应从第 {offset} 字节继续。", en: "The upload continues at byte {offset}." },
    means: {
      zh: "本次数据没有写入，此前的数据完好。",
      en: "These bytes were not written; what came before is intact.",
    },
    todo: { zh: "请从该位置继续上传。", en: "Continue from that position." },
  },
  E_UPLOAD_DIFFERS: {
    http: 409,
    exit: 1,
    what: {
      zh: "收到的文件与声明不符：应为 {expected}，实为 {found}。",
      en: "What arrived is not what was announced: expected {expected}, found {found}.",
    },
    means: { zh: "文件没有入库，已收到的数据仍保留。", en: "The file was not stored; the bytes received are kept." },
    todo: { zh: "请核对原文件后重新上传。", en: "Check the original and upload it again." },
  },
  E_CURSOR: {
    http: 400,
    exit: 2,
    what: { zh: "翻页标记无效。", en: "The page marker is not valid." },
    means: { zh: "没有返回任何内容。", en: "Nothing was returned." },
    todo: { zh: "请从第一页重新开始。", en: "Start again from the first page." },
  },
  E_SEGMENT_BAD: {
    http: 500,
    exit: 3,
    what: { zh: "事件文件 {path} 不可用（{reason}）。", en: "The event file {path} cannot be used ({reason})." },
    means: {
      zh: "这些事件没有加入时间线，案件中已有的事件不受影响。",
      en: "Its events were not added to the timeline; events already there are not affected.",
    },
    todo: { zh: "请重新运行分析。", en: "Run the investigation again." },
  },
  E_JOB_LOST: {
    http: 500,
    exit: 3,
    what: { zh: "任务的执行进程中断，重试次数已用完。", en: "The worker of this job died, and no attempts remain." },
    means: { zh: "任务没有结果。", en: "The job has no result." },
    todo: {
      zh: "请重新执行；若再次中断，请查看日志和内存。",
      en: "Run it again; if it dies again, look at the log and the memory.",
    },
  },
} as const satisfies Readonly<Record<string, ErrorKind>>;
