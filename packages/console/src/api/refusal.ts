import { problem, type Problem } from "@stanch/model/route";

/** The `error` of an answer in its envelope, or the answer itself. */
function opened(body: unknown): unknown {
  return typeof body === "object" && body !== null && "error" in body ? body.error : body;
}

/** What the centre answered instead of the result; `problem` is ready to show in both languages. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly problem: Problem;
  constructor(status: number, shown: Problem) {
    super(shown.code);
    this.status = status;
    this.problem = shown;
  }
}

const unreachable: Problem = {
  code: "E_UNREACHABLE",
  what: { zh: "无法连接应急中心。", en: "The centre cannot be reached." },
  means: {
    zh: "刚才的操作可能没有完成；时钟仍在走。",
    en: "What you just did may not have happened; the clock keeps running.",
  },
  todo: { zh: "请检查网络后重试。", en: "Check the network, then try again." },
};

const unreadable: Problem = {
  code: "E_ANSWER_UNREADABLE",
  what: { zh: "应急中心的答复无法读懂。", en: "The centre's answer cannot be read." },
  means: {
    zh: "此页显示不全；中心里的记录没有受影响。",
    en: "This page is incomplete; the records in the centre are not affected.",
  },
  todo: {
    zh: "请刷新页面；仍然如此，请报告此代码。",
    en: "Reload the page; if it stays so, report this code.",
  },
};

/** The network failed before an answer came. */
export function unreachableRefusal(): Refusal {
  return new Refusal(0, unreachable);
}

/** An answer came that does not have the promised shape. */
export function unreadableRefusal(status: number, detail: string): Refusal {
  const refusal = new Refusal(status, unreadable);
  refusal.message = `E_ANSWER_UNREADABLE: ${detail}`;
  return refusal;
}

/**
 * Reads the body of a refused call: `{ error: { code, what, means, todo } }`, or the same without the envelope.
 *
 * @example refusalOf(409, { error: { code: "E_STATE", what: {…}, means: {…}, todo: {…} } }).problem.code === "E_STATE"
 */
export function refusalOf(status: number, body: unknown): Refusal {
  const told = problem.safeParse(opened(body));
  return told.success ? new Refusal(status, told.data) : unreadableRefusal(status, `HTTP ${status}`);
}
