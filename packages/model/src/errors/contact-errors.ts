import type { ErrorKind } from "../error.ts";

const unchanged = { zh: "没有保存任何内容。", en: "Nothing was saved." };

/** Errors about how people are reached: contact methods, calls, providers. Part of the desk's catalogue. */
export const contactErrors = {
  E_DUTY_CONTACTS: {
    http: 409,
    exit: 2,
    what: {
      zh: "以下人员经过验证的联系方式不足两种，不能值班：{people}。",
      en: "These people lack two verified contact methods and cannot be put on duty: {people}.",
    },
    means: unchanged,
    todo: {
      zh: "请本人在“我的联系方式”中补充并验证；电话由他人回拨后登记。",
      en: "They add and verify methods under “My contact methods”; a phone is verified by a recorded call-back.",
    },
  },
  E_CONTACT_GONE: {
    http: 409,
    exit: 2,
    what: {
      zh: "该浏览器已不再接收呼叫：推送服务已注销它。",
      en: "This browser takes no pages any more: its push service no longer knows it.",
    },
    means: { zh: "没有发送任何内容。", en: "Nothing was sent." },
    todo: {
      zh: "请删除该方式，并在该浏览器中重新点击“用此浏览器接收呼叫”。",
      en: "Remove this way, then press “Use this browser for pages” in that browser again.",
    },
  },
  E_DUTY_GAPS: {
    http: 409,
    exit: 2,
    what: {
      zh: "今后 30 天内有无人值班的时段：{gaps}。",
      en: "Nobody would be on duty at these times of the next 30 days: {gaps}.",
    },
    means: unchanged,
    todo: {
      zh: "请补上这些时段；确实要留空时，勾选“知道并保留这些空档”后再保存。",
      en: "Cover them; to leave them on purpose, tick “Leave these gaps on purpose” and save again.",
    },
  },
  E_CONTACT_ADDRESS: {
    http: 400,
    exit: 2,
    what: { zh: "“{address}”不适用于该联系方式。", en: "“{address}” does not fit this contact method." },
    means: unchanged,
    todo: {
      zh: "电话请写国际格式，如 +8613800138000；其他渠道请写邮箱或成员编号。",
      en: "Write phones in international form, +8613800138000; else an e-mail address or the member's id.",
    },
  },
  E_CONTACT_TWICE: {
    http: 409,
    exit: 2,
    what: { zh: "联系方式“{address}”已经登记。", en: "The contact method “{address}” is there already." },
    means: unchanged,
    todo: { zh: "请使用已有的一项。", en: "Use the one that is there." },
  },
  E_CONTACT_MANY: {
    http: 409,
    exit: 2,
    what: { zh: "联系方式太多。", en: "There are too many contact methods." },
    means: unchanged,
    todo: { zh: "请先删除不用的。", en: "Remove one that is not used first." },
  },
  E_CONTACT_WAIT: {
    http: 429,
    exit: 2,
    what: { zh: "刚刚已发送过验证码。", en: "A code was sent a moment ago." },
    means: { zh: "没有再次发送。", en: "No other one was sent." },
    todo: { zh: "请一分钟后再试。", en: "Try again in a minute." },
  },
  E_CONTACT_CODE: {
    http: 400,
    exit: 2,
    what: { zh: "验证码不正确或已失效。", en: "The code is wrong or no longer valid." },
    means: { zh: "该联系方式尚未通过验证。", en: "The contact method is not verified." },
    todo: {
      zh: "验证码 15 分钟内有效，最多试 5 次；请核对或重新获取。",
      en: "A code holds for 15 minutes and 5 tries; check it or ask for a new one.",
    },
  },
  E_CONTACT_PHONE: {
    http: 409,
    exit: 2,
    what: { zh: "电话不能用验证码验证。", en: "A phone is not verified by a code." },
    means: unchanged,
    todo: {
      zh: "请同事回拨并登记，或改用短信、语音电话。",
      en: "Let a colleague call back and record it, or use text messages or voice calls.",
    },
  },
  E_CONTACT_CALL_BACK: {
    http: 409,
    exit: 2,
    what: {
      zh: "回拨只能由他人登记，且只用于电话。",
      en: "A call-back is recorded by somebody else, and for phones only.",
    },
    means: unchanged,
    todo: {
      zh: "请由同事回拨后登记；其他方式用验证码验证。",
      en: "Let a colleague ring back and record it; verify other methods by their code.",
    },
  },
  E_CALL_PERSON: {
    http: 409,
    exit: 2,
    what: { zh: "此人不在当前要呼叫的名单中。", en: "This person is not among those to be rung now." },
    means: { zh: "没有记录呼叫结果，通报链没有变化。", en: "No call was recorded; the chain did not move." },
    todo: {
      zh: "通报链可能已经前进，请刷新后再看应呼叫谁。",
      en: "The chain may have moved on; refresh to see whom to ring.",
    },
  },
  E_PROVIDER_SIGNATURE: {
    http: 403,
    exit: 2,
    what: { zh: "回执的签名无效。", en: "The signature of the report is not valid." },
    means: { zh: "回执没有被采用。", en: "The report was not used." },
    todo: {
      zh: "请核对服务商编号、回执密钥和双方时钟（相差不超过 5 分钟）。",
      en: "Check the provider's id, its inbound secret, and both clocks (five minutes apart at most).",
    },
  },
} as const satisfies Record<string, ErrorKind>;
