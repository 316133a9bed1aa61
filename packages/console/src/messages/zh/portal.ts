import type { PortalWords } from "../en/portal.ts";

export const portal: PortalWords = {
  title: "我的请求",
  report: "报告紧急情况",
  reportFor: (organisation) => `为${organisation}报告安全紧急情况`,
  none: "尚无请求。发现异常请立即报告，时钟从报告时开始计时。",
  handIn: "提交文件",
  handInWhy: "日志、截图、可疑文件均可，原样或打包。每个文件在接收时计算校验值，并以您的名义保存。",
  handInHost: "来自哪台主机",
  handInDrop: "把文件或文件夹拖到这里",
  back: "← 全部请求",
};
