import type { PortalWords } from "../en/portal.ts";

export const portal: PortalWords = {
  title: "我的请求",
  report: "报告紧急情况",
  reportFor: (organisation) => `为${organisation}报告安全紧急情况`,
  none: "尚无请求。发现异常请立即报告，时钟从报告时开始计时。",
  back: "← 全部请求",
};
