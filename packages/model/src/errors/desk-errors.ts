import type { ErrorKind } from "../error.ts";
import { contactErrors } from "./contact-errors.ts";
import { ruleErrors } from "./rule-errors.ts";

const unchanged = { zh: "没有保存任何内容。", en: "Nothing was saved." };

/** Errors of the desk: what a step of the process refuses, and why. */
export const deskErrors = {
  ...contactErrors,
  ...ruleErrors,
  E_NOT_FOUND: {
    http: 404,
    exit: 2,
    what: { zh: "没有找到。", en: "Not found." },
    means: { zh: "它不存在，或不对您开放。", en: "It does not exist, or it is not open to you." },
    todo: { zh: "请检查链接或编号。", en: "Check the link or the number." },
  },
  E_FORBIDDEN: {
    http: 403,
    exit: 2,
    what: { zh: "您的角色不能执行此操作。", en: "Your role may not do this." },
    means: unchanged,
    todo: { zh: "请由有相应角色的人员操作。", en: "Ask someone with the right role." },
  },
  E_ARCHIVED: {
    http: 409,
    exit: 2,
    what: { zh: "该事件已归档封存。", en: "This incident is archived and sealed." },
    means: { zh: "封存后的案卷不能再改动。", en: "Nothing changes in a sealed case." },
    todo: { zh: "如有新情况，请新建请求。", en: "If there is something new, open a new request." },
  },
  E_DUTY_PART: {
    http: 400,
    exit: 2,
    what: { zh: "值班安排中引用了不存在的“{part}”。", en: "The duty plan names “{part}”, which does not exist." },
    means: unchanged,
    todo: {
      zh: "请选择在职人员和已有的轮班、排班或小组；时区用 IANA 名称。",
      en: "Choose active people and existing rotations, schedules and teams; zones by their IANA name.",
    },
  },
  E_DUTY_IN_USE: {
    http: 409,
    exit: 2,
    what: { zh: "“{part}”仍在使用它。", en: "“{part}” still uses it." },
    means: unchanged,
    todo: { zh: "请先在“{part}”中换掉它，再删除。", en: "Replace it in “{part}” first, then remove it." },
  },
  E_CUSTOMER_ORGANISATION: {
    http: 400,
    exit: 2,
    what: {
      zh: "客户账号须且只有客户账号须指定所属单位。",
      en: "An account of a customer belongs to an organisation, and only such an account does.",
    },
    means: unchanged,
    todo: {
      zh: "请选择单位；没有时先在“客户”中建立。",
      en: "Choose the organisation; if it is missing, add it under Customers first.",
    },
  },
  E_STATE: {
    http: 409,
    exit: 2,
    what: { zh: "当前状态“{state}”不允许此步骤。", en: "This step is not possible in state “{state}”." },
    means: unchanged,
    todo: { zh: "请刷新后查看当前状态。", en: "Reload and look at the current state." },
  },
  E_RATING_OVER: {
    http: 409,
    exit: 2,
    what: { zh: "评价已经收到，不能再改。", en: "The rating was received and stays as it is." },
    means: unchanged,
    todo: {
      zh: "评价后 {days} 天内可以更改；另有意见请直接联系我们。",
      en: "It can be thought over within {days} days; please tell us anything else directly.",
    },
  },
  E_FOUR_EYES: {
    http: 409,
    exit: 2,
    what: { zh: "本人提出的内容须由他人批准。", en: "Someone else must approve what you wrote." },
    means: unchanged,
    todo: { zh: "请另一位有权人员批准。", en: "Ask another person who may approve." },
  },
  E_TIME_ORDER: {
    http: 400,
    exit: 2,
    what: { zh: "时间不合理：{at}。", en: "This time cannot be right: {at}." },
    means: {
      zh: "时间不能在将来，也不能早于前一步骤。",
      en: "A time is neither in the future nor before the step it follows.",
    },
    todo: { zh: "请更正时间。", en: "Correct the time." },
  },
  E_TYPE_UNKNOWN: {
    http: 400,
    exit: 2,
    what: { zh: "事件类型“{type}”不在分类表中。", en: "Incident type “{type}” is not in the table." },
    means: unchanged,
    todo: { zh: "请从 GB/T 20986-2023 分类中选择。", en: "Choose a type of GB/T 20986-2023." },
  },
  E_DETERMINATION_INCOMPLETE: {
    http: 400,
    exit: 2,
    what: {
      zh: "判定为事件须有类型，以及定级要素或改定等级。",
      en: "An incident needs a type, and grading factors or an override.",
    },
    means: unchanged,
    todo: { zh: "请补全判定内容。", en: "Complete the determination." },
  },
  E_OVERRIDE_SIGNER: {
    http: 403,
    exit: 2,
    what: { zh: "改定等级须由应急主管签署。", en: "An override of the level is signed by an emergency supervisor." },
    means: unchanged,
    todo: { zh: "请应急主管改定。", en: "Ask a supervisor to make it." },
  },
  E_STEP_NEEDS_RECORD: {
    http: 409,
    exit: 2,
    what: { zh: "该步骤以其记录为完成依据。", en: "This step is done when its record exists." },
    means: unchanged,
    todo: { zh: "请在相应页面完成该步骤。", en: "Do the step on its own page." },
  },
  E_STEP_FIXED: {
    http: 409,
    exit: 2,
    what: { zh: "该步骤不能跳过。", en: "This step cannot be skipped." },
    means: unchanged,
    todo: { zh: "请完成该步骤。", en: "Do the step." },
  },
  E_EVIDENCE_UNKNOWN: {
    http: 400,
    exit: 2,
    what: { zh: "所选证据不属于该事件。", en: "The chosen evidence does not belong to this incident." },
    means: unchanged,
    todo: { zh: "请重新选择证据。", en: "Choose the evidence again." },
  },
  E_MEASURE_NO_EVIDENCE: {
    http: 409,
    exit: 2,
    what: { zh: "尚未取证，不能计划改动。", en: "No evidence has been taken yet; no change may be planned." },
    means: { zh: "改动会破坏现场痕迹。", en: "A change destroys traces." },
    todo: { zh: "请先取证，或写明理由跳过取证。", en: "Take evidence first, or skip that step with a reason." },
  },
  E_CONSENT: {
    http: 409,
    exit: 2,
    what: { zh: "客户尚未同意此项措施。", en: "The customer has not agreed to this measure." },
    means: unchanged,
    todo: {
      zh: "请等待客户在其页面上同意；不同意的，请另行计划。",
      en: "Wait until the customer agrees on its page; plan another measure if it refuses.",
    },
  },
  E_REASON_MISSING: {
    http: 400,
    exit: 2,
    what: { zh: "缺少理由。", en: "The reason is missing." },
    means: unchanged,
    todo: { zh: "请写明理由。", en: "Write down why." },
  },
  E_UPLOAD_TOO_LONG: {
    http: 400,
    exit: 2,
    what: { zh: "收到的数据多于申报的 {size} 字节。", en: "More bytes arrived than the {size} that were announced." },
    means: { zh: "该文件没有成为证据。", en: "The file did not become evidence." },
    todo: { zh: "请重新上传。", en: "Upload it again." },
  },
  E_REPORT_LINT: {
    http: 409,
    exit: 2,
    what: { zh: "报告还有 {count} 处错误。", en: "The report still has {count} errors." },
    means: { zh: "报告不能提交或批准。", en: "It cannot be submitted or approved." },
    todo: { zh: "请按检查结果修改。", en: "Correct what the check lists." },
  },
  E_REPORT_FILE_DIFFERS: {
    http: 409,
    exit: 2,
    what: { zh: "签署的文件与送达的报告不一致。", en: "The signed file is not the delivered report." },
    means: { zh: "签署没有生效。", en: "The signature was not accepted." },
    todo: { zh: "请下载本页的报告后再签署。", en: "Download the report from this page and sign that." },
  },
  E_EMERGENCY_TEAM_UNSET: {
    http: 409,
    exit: 2,
    what: {
      zh: "没有应急小组的接收地址，也没有在岗主管。",
      en: "There is no address of the emergency team and no active supervisor.",
    },
    means: { zh: "报告副本无法送达，因此没有交付。", en: "The copy cannot be sent, so nothing was delivered." },
    todo: { zh: "请在设置中填写应急小组地址。", en: "Enter the emergency team's address in the settings." },
  },
  E_ARCHIVE_NOT_READY: {
    http: 409,
    exit: 2,
    what: { zh: "还不能归档，尚缺：{missing}。", en: "It cannot be archived yet; missing: {missing}." },
    means: unchanged,
    todo: { zh: "请完成所列步骤，或写明理由跳过。", en: "Do the listed steps, or skip them with a reason." },
  },
  E_ARCHIVE_BROKEN: {
    http: 500,
    exit: 3,
    what: { zh: "封存包校验未通过。", en: "The sealed bundle does not verify." },
    means: { zh: "案卷已冻结，但没有归档记录。", en: "The case is frozen, but there is no archive record." },
    todo: { zh: "请检查存储后再次归档。", en: "Check the store and seal again." },
  },
  E_STAFF_MAIL_TAKEN: {
    http: 409,
    exit: 2,
    what: { zh: "该邮箱已被使用。", en: "This e-mail address is already in use." },
    means: unchanged,
    todo: { zh: "请使用另一个邮箱。", en: "Use another address." },
  },
  E_LAST_ADMINISTRATOR: {
    http: 409,
    exit: 2,
    what: { zh: "至少要有一位在岗管理员。", en: "At least one active administrator must remain." },
    means: unchanged,
    todo: { zh: "请先指定另一位管理员。", en: "Name another administrator first." },
  },
  E_CUSTOMER_ROLE: {
    http: 400,
    exit: 2,
    what: { zh: "客户账号不能兼任工作人员角色。", en: "A customer's account has no role of the staff." },
    means: unchanged,
    todo: { zh: "请为其单独建立账号。", en: "Make a separate account." },
  },
  E_SETTING_INVALID: {
    http: 400,
    exit: 2,
    what: { zh: "设置“{key}”无效。", en: "Setting “{key}” is not valid." },
    means: unchanged,
    todo: { zh: "请检查该项的名称和内容。", en: "Check its name and value." },
  },
  E_NOTICE_ADDRESS: {
    http: 400,
    exit: 2,
    what: { zh: "该渠道不能使用地址“{address}”。", en: "Address “{address}” does not fit this channel." },
    means: { zh: "通知没有进入发送队列。", en: "The notice was not queued." },
    todo: {
      zh: "请填写邮箱、http(s) 地址、国际格式的电话号码或成员编号。",
      en: "Enter an e-mail address, an http(s) URL, a phone number in international form, or a member's id.",
    },
  },
  E_MERGE_DETERMINED: {
    http: 409,
    exit: 2,
    what: { zh: "{number} 已作判定，不能并入其他事件。", en: "{number} is determined already and cannot be merged." },
    means: unchanged,
    todo: {
      zh: "请以它为目标合并其他请求，或分别处置并在日志中互相注明。",
      en: "Merge the others into it, or handle both and name each in the other's journal.",
    },
  },
  E_NO_MAIL_CONTACT: {
    http: 409,
    exit: 2,
    what: { zh: "客户联系人没有邮箱。", en: "The customer's contact has no e-mail address." },
    means: unchanged,
    todo: { zh: "请改用页面或电话。", en: "Use the page or the phone." },
  },
} as const satisfies Record<string, ErrorKind>;

export type DeskErrorCode = keyof typeof deskErrors;
