import type { Text } from "@stanch/model/text";

/** What the linter says, in both languages, by check. */
export const lintTexts = {
  "title-missing": { zh: "缺少 title", en: "the title is missing" },
  "title-long": { zh: "title 超过 256 个字符", en: "the title is longer than 256 characters" },
  "title-detects": { zh: "title 不应以 “Detects” 开头", en: 'the title should not begin with "Detects"' },
  "title-stop": { zh: "title 不应以句号结尾", en: "the title should not end with a full stop" },
  "id-missing": {
    zh: "缺少 id：没有它就无法被引用和去重",
    en: "the id is missing: without it nothing can refer to the rule",
  },
  "id-format": { zh: "id “{value}” 不是 UUID", en: 'the id "{value}" is no UUID' },
  "status-unknown": {
    zh: "status “{value}” 不是 stable、test、experimental、deprecated、unsupported 之一",
    en: 'the status "{value}" is not stable, test, experimental, deprecated or unsupported',
  },
  "level-missing": { zh: "缺少 level", en: "the level is missing" },
  "level-unknown": {
    zh: "level “{value}” 不是 informational、low、medium、high、critical 之一",
    en: 'the level "{value}" is not informational, low, medium, high or critical',
  },
  "description-missing": { zh: "缺少 description", en: "the description is missing" },
  "description-short": { zh: "description 过短，说明不了规则", en: "the description is too short to explain the rule" },
  "author-missing": { zh: "缺少 author", en: "the author is missing" },
  "date-format": { zh: "{key} “{value}” 不是 YYYY-MM-DD", en: '{key} "{value}" is not YYYY-MM-DD' },
  "modified-before-date": { zh: "modified 早于 date", en: "modified lies before date" },
  "references-list": { zh: "references 应为列表", en: "references should be a list" },
  "references-twice": { zh: "references 中重复出现 {value}", en: "{value} stands twice in references" },
  "falsepositives-list": { zh: "falsepositives 应为列表", en: "falsepositives should be a list" },
  "falsepositives-empty-word": { zh: "“{value}” 不能说明误报来源", en: '"{value}" says nothing about false positives' },
  "tags-list": { zh: "tags 应为列表", en: "tags should be a list" },
  "tag-format": {
    zh: "标签 “{value}” 应为 命名空间.名称（小写）",
    en: 'the tag "{value}" should be namespace.name in lower case',
  },
  "tag-attack": {
    zh: "标签 “{value}” 不是 ATT&CK 战术或技术编号",
    en: 'the tag "{value}" is no ATT&CK tactic, technique, group or software',
  },
  "tag-cve": { zh: "标签 “{value}” 应为 cve.年份-编号", en: 'the tag "{value}" should be cve.YEAR-NUMBER' },
  "tag-twice": { zh: "标签 “{value}” 重复", en: 'the tag "{value}" stands twice' },
  "tag-tactic-missing": { zh: "有 ATT&CK 技术标签却没有战术标签", en: "there is an ATT&CK technique but no tactic" },
  "key-unknown": {
    zh: "未知的键 “{value}”；自定义键请以 x- 开头",
    en: 'unknown key "{value}"; keys of your own should begin with x-',
  },
  "logsource-case": { zh: "logsource 的 {key} 应为小写", en: "the {key} of the logsource should be in lower case" },
  "logsource-key": { zh: "logsource 中未知的键 “{value}”", en: 'unknown key "{value}" in the logsource' },
  "logsource-unseen": {
    zh: "没有任何已知日志来源属于类别 “{value}”",
    en: 'no known log answers to the category "{value}"',
  },
  "identifier-unused": { zh: "condition 没有使用检索项 “{value}”", en: 'the condition does not use "{value}"' },
  "identifier-name": {
    zh: "检索项 “{value}” 的名字与条件关键字相同或含有特殊字符",
    en: 'the name "{value}" is a word of conditions or has special characters',
  },
  "all-of-one": { zh: "“{value}” 只对应一个检索项", en: '"{value}" fits only one search identifier' },
  "list-of-one": { zh: "只有一个取值的列表可以直接写成取值", en: "a list of one value can be that value" },
  "value-twice": { zh: "取值 “{value}” 重复", en: 'the value "{value}" stands twice' },
  "all-without-list": { zh: "修饰符 all 只对列表有意义", en: "the modifier all needs a list" },
  "modifier-twice": { zh: "修饰符 {value} 重复", en: "the modifier {value} stands twice" },
  "wildcard-edge": {
    zh: "“{value}” 两端的通配符请改用 contains、startswith 或 endswith",
    en: 'use contains, startswith or endswith instead of the wildcards of "{value}"',
  },
  "wildcard-needless": {
    zh: "“{value}” 的通配符多余：修饰符已包含",
    en: 'the wildcards of "{value}" are what its modifier adds anyway',
  },
  "wildcard-only": { zh: "取值 “*” 请改用 exists", en: 'use exists instead of the value "*"' },
  "regex-plain": {
    zh: "正则 “{value}” 没有特殊字符，请改用 contains",
    en: 'the expression "{value}" is plain text: use contains',
  },
  "regex-slow-start": { zh: "正则 “{value}” 开头的 .* 多余", en: 'the ".*" at the edge of "{value}" is needless' },
  "space-edge": {
    zh: "取值 “{value}” 首尾有空格，请确认是有意的",
    en: 'the value "{value}" begins or ends with a blank: on purpose?',
  },
  "timeframe-old": { zh: "timeframe 已废弃，请改用 correlation", en: "timeframe was removed: write a correlation" },
  "only-negative": {
    zh: "condition 只有否定：几乎所有事件都会匹配",
    en: "the condition only excludes: nearly every event matches",
  },
  "correlation-group": {
    zh: "没有 group-by：不同主机或用户的事件会混在一起",
    en: "there is no group-by: events of different hosts and users mix",
  },
  "correlation-alone": { zh: "{value} 关联至少需要两条规则", en: "a {value} correlation needs two rules" },
  "correlation-logsource": { zh: "关联文档没有 logsource", en: "a correlation has no logsource" },
  tab: { zh: "YAML 缩进中含有制表符", en: "a tab stands in the indentation" },
  "trailing-space": { zh: "行尾有空格", en: "a blank stands at the end of the line" },
} as const satisfies Readonly<Record<string, Text>>;

export type LintCheck = keyof typeof lintTexts;
