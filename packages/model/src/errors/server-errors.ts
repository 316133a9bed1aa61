import type { ErrorKind } from "../error.ts";

const nothing = { zh: "没有执行任何操作。", en: "Nothing was done." };

/** Errors of the way in: sign-in, requests that are not understood, limits. */
export const serverErrors = {
  E_PLAYBOOK: {
    http: 500,
    exit: 3,
    what: { zh: "处置预案 {path} 无法读取：{reason}", en: "The playbook {path} cannot be read: {reason}" },
    means: { zh: "中心没有启动。", en: "The centre was not started." },
    todo: { zh: "请改正或移走这个文件后再启动。", en: "Mend the file or take it away, and start again." },
  },
  E_SIGNED_OUT: {
    http: 401,
    exit: 2,
    what: { zh: "您尚未登录，或登录已过期。", en: "You are not signed in, or the session has ended." },
    means: nothing,
    todo: { zh: "请登录。", en: "Sign in." },
  },
  E_SIGN_IN: {
    http: 401,
    exit: 2,
    what: { zh: "邮箱或密码不正确。", en: "The e-mail address or the password is wrong." },
    means: {
      zh: "没有登录。连续失败会暂时锁定账户。",
      en: "You are not signed in. Repeated failures lock the account for a while.",
    },
    todo: { zh: "请重试，或请管理员重置密码。", en: "Try again, or ask an administrator to reset the password." },
  },
  E_SIGN_IN_LOCKED: {
    http: 429,
    exit: 2,
    what: { zh: "失败次数过多，账户暂时锁定。", en: "Too many failures: the account is locked for a while." },
    means: { zh: "在此期间正确的密码也不被接受。", en: "Until then even the right password is refused." },
    todo: {
      zh: "请 15 分钟后重试，或请管理员重置密码。",
      en: "Try again in 15 minutes, or ask an administrator to reset the password.",
    },
  },
  E_SECOND_FACTOR: {
    http: 401,
    exit: 2,
    what: { zh: "验证码不正确或已过期。", en: "The code is wrong or has expired." },
    means: { zh: "没有登录。", en: "You are not signed in." },
    todo: {
      zh: "请输入认证器当前显示的验证码；时间不准会导致失败。",
      en: "Enter the code your authenticator shows now; a wrong clock makes it fail.",
    },
  },
  E_PASSWORD_REFUSED: {
    http: 400,
    exit: 2,
    what: {
      zh: "密码没有更改：当前密码不正确，或新密码不合要求。",
      en: "The password was not changed: the current one is wrong, or the new one will not do.",
    },
    means: { zh: "原密码仍然有效。", en: "The old password remains." },
    todo: {
      zh: "新密码至少 12 个字符，且与当前密码不同。",
      en: "Use at least 12 characters, different from the current password.",
    },
  },
  E_OIDC: {
    http: 401,
    exit: 2,
    what: {
      zh: "没有接受本单位账号的登录（{reason}）。",
      en: "The sign-in with your organisation's account was not accepted ({reason}).",
    },
    means: { zh: "没有登录。", en: "You are not signed in." },
    todo: {
      zh: "请从本单位的登录地址重新开始；若再次失败，请把括号中的原因告诉应急响应中心的管理员。",
      en: "Begin again at your organisation's address; if it fails again, tell the centre's administrator the reason in brackets.",
    },
  },
  E_OIDC_PROVIDER: {
    http: 400,
    exit: 2,
    what: {
      zh: "无法使用这个登录服务（{reason}）。",
      en: "This sign-in service cannot be used ({reason}).",
    },
    means: { zh: "没有保存。", en: "Nothing was saved." },
    todo: {
      zh: "请核对签发者地址；内部网络的地址须先列入“设置 → Webhook”；还须设置本中心的公开地址。",
      en: "Check the issuer's address; one inside the own network has to be listed under Settings → Webhooks first, and the centre's public address has to be set.",
    },
  },
  E_KEY: {
    http: 401,
    exit: 2,
    what: {
      zh: "API 密钥无效、已过期或已吊销。",
      en: "The API key is unknown, has expired or was revoked.",
    },
    means: nothing,
    todo: {
      zh: "请在“登录与密钥”页新建密钥，并替换程序中的旧密钥。",
      en: "Make a new key on the page “Sign-in and keys” and put it in the place of the old one.",
    },
  },
  E_KEY_PERMISSION: {
    http: 403,
    exit: 2,
    what: { zh: "您自己没有这项权限：{permission}", en: "You do not have this permission yourself: {permission}" },
    means: { zh: "没有建立密钥。", en: "No key was made." },
    todo: {
      zh: "请去掉该权限，或请有此权限的人建立密钥。",
      en: "Leave it out, or let somebody who has it make the key.",
    },
  },
  E_ORIGIN: {
    http: 403,
    exit: 2,
    what: { zh: "请求来自另一个网站。", en: "The request comes from another site." },
    means: nothing,
    todo: {
      zh: "请在本中心的页面中操作；经代理访问时，代理须原样转发 Host。",
      en: "Work in the pages of this centre; a proxy must pass the Host header on unchanged.",
    },
  },
  E_INPUT: {
    http: 400,
    exit: 2,
    what: { zh: "内容不完整或格式不正确：{fields}", en: "Something is missing or malformed: {fields}" },
    means: { zh: "没有保存任何内容。", en: "Nothing was saved." },
    todo: { zh: "请更正所列字段。", en: "Correct the fields listed." },
  },
  E_MEDIA: {
    http: 415,
    exit: 2,
    what: { zh: "不支持的内容类型。", en: "This type of content is not accepted here." },
    means: nothing,
    todo: {
      zh: "请以 application/json 发送；上传文件用 application/octet-stream。",
      en: "Send application/json; uploads are application/octet-stream.",
    },
  },
  E_TOO_LARGE: {
    http: 413,
    exit: 2,
    what: { zh: "内容过大。", en: "The content is too large." },
    means: nothing,
    todo: { zh: "请缩短文字；大文件请作为证据上传。", en: "Shorten the text; upload large files as evidence." },
  },
  E_TOO_MANY: {
    http: 429,
    exit: 2,
    what: { zh: "请求过于频繁。", en: "Too many requests." },
    means: nothing,
    todo: { zh: "请稍候再试。紧急情况请拨打值班电话。", en: "Wait a moment. In an emergency call the duty phone." },
  },
  E_CONSOLE_MISSING: {
    http: 404,
    exit: 3,
    what: { zh: "控制台页面没有构建。", en: "The pages of the console have not been built." },
    means: { zh: "接口可用，但没有页面。", en: "The API works, but there are no pages." },
    todo: { zh: "请执行 npm run build:console，然后重启。", en: "Run npm run build:console and start again." },
  },
  E_UPLOAD_BROKEN: {
    http: 408,
    exit: 1,
    what: {
      zh: "上传中断：连接断开或长时间没有数据。",
      en: "The upload broke off: the connection ended or fell silent.",
    },
    means: { zh: "已收到的部分已保存。", en: "What arrived is kept." },
    todo: { zh: "请从中断处继续上传。", en: "Continue the upload from where it stopped." },
  },
  E_DATA_FOLDER: {
    http: 500,
    exit: 3,
    what: { zh: "数据目录 {path} 不可用（{reason}）。", en: "The data folder {path} cannot be used ({reason})." },
    means: { zh: "中心没有启动。", en: "The centre did not start." },
    todo: {
      zh: "请检查目录的属主和权限，或用 --data 指定另一目录。",
      en: "Check owner and permissions, or name another folder with --data.",
    },
  },
  E_BACKUP_NONE: {
    http: 404,
    exit: 3,
    what: { zh: "{path} 中没有应急中心的数据。", en: "There is no centre in {path}." },
    means: { zh: "没有生成备份。", en: "No backup was made." },
    todo: {
      zh: "请用 --data 指明中心的数据目录（启动时使用的那个）。",
      en: "Name the centre's data folder by --data: the one it is started with.",
    },
  },
  E_BACKUP_BROKEN: {
    http: 422,
    exit: 3,
    what: { zh: "备份不完整或被改动过（{entry}）。", en: "The backup is damaged or was changed ({entry})." },
    means: { zh: "没有恢复任何内容。", en: "Nothing was restored." },
    todo: {
      zh: "请使用另一份备份，或从原处重新复制这份备份后再试。",
      en: "Use another backup, or copy this one again from where it was made, and try again.",
    },
  },
  E_BACKUP_KEY: {
    http: 422,
    exit: 3,
    what: { zh: "这份备份由另一把密钥签署（{key}）。", en: "Another key signed this backup ({key})." },
    means: {
      zh: "它可能不是您的中心所做的备份。没有恢复任何内容。",
      en: "It may not come from your centre. Nothing was restored.",
    },
    todo: {
      zh: "请核对备份时打印的公钥，并确认备份的来源。",
      en: "Compare the key that was printed when the backup was made, and find out where this file comes from.",
    },
  },
  E_BACKUP_NEWER: {
    http: 422,
    exit: 3,
    what: { zh: "这份备份由更新版本的程序（{version}）生成。", en: "A newer program ({version}) made this backup." },
    means: {
      zh: "本版本读不懂其中的数据。没有恢复任何内容。",
      en: "This version cannot read it. Nothing was restored.",
    },
    todo: { zh: "请用生成它的版本或更新的版本恢复。", en: "Restore it with that version or a newer one." },
  },
  E_RESTORE_TAKEN: {
    http: 409,
    exit: 3,
    what: { zh: "恢复的目标处已有数据：{path}。", en: "There is something already where the backup shall go: {path}." },
    means: { zh: "为避免覆盖，没有改动任何内容。", en: "Nothing was changed, so that nothing is overwritten." },
    todo: {
      zh: "请指定一个不存在或空的目录（以及空的数据库）。",
      en: "Name a folder that is not there or is empty, and an empty database.",
    },
  },
} as const satisfies Readonly<Record<string, ErrorKind>>;
