import type { Text } from "@stanch/model/text";

/**
 * What a bound on memory did to a correlation, in both languages; `undefined` when none was met.
 *
 * @param signals one of so many signals was kept. @param groups one of so many groups was kept.
 */
export function boundNote(signals: number, groups: number): Text | undefined {
  if (signals === 1 && groups === 1) return undefined;
  const zh: string[] = [];
  const en: string[] = [];
  if (signals > 1) {
    zh.push(`信号过多，仅保留约 1/${signals} 的样本，计数为估计值`);
    en.push(`too many signals: a sample of about 1 in ${signals} was kept, so counts are estimates`);
  }
  if (groups > 1) {
    zh.push(`分组过多，仅保留约 1/${groups} 的分组，其余分组未判断`);
    en.push(`too many groups: about 1 in ${groups} was kept, the others were not judged`);
  }
  return { zh: `${zh.join("；")}。`, en: `${en.join("; ")}.` };
}
