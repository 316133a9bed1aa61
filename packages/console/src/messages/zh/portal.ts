import type { PortalWords } from "../en/portal.ts";

export const portal: PortalWords = {
  title: "我的请求",
  report: "报告紧急情况",
  reportFor: (organisation) => `为${organisation}报告安全紧急情况`,
  none: "尚无请求。发现异常请立即报告，时钟从报告时开始计时。",
  consent: {
    title: "请您确认",
    why: "以下改动须经您同意才会执行。您的答复将连同所见内容一并记录。",
    undo: "如何撤回：",
    reason: "理由或条件",
    reasonWhy: "不同意时必填",
    agree: "同意",
    refuse: "不同意",
    again: "重新答复",
    answers: { given: "已同意", refused: "不同意" },
  },
  handIn: "提交文件",
  handInWhy: "日志、截图、可疑文件均可，原样或打包。每个文件在接收时计算校验值，并以您的名义保存。",
  handInHost: "来自哪台主机",
  handInDrop: "把文件或文件夹拖到这里",
  back: "← 全部请求",
};
