import type { Text } from "@stanch/model/text";

/** Every reason for which a rule is refused, in both languages. `{name}` is filled from the fault. */
export const faultTexts = {
  yaml: { zh: "YAML 无法读取：{detail}", en: "the YAML cannot be read: {detail}" },
  empty: { zh: "文件中没有规则", en: "the file holds no rule" },
  notMap: { zh: "文档不是键值映射", en: "the document is not a map" },
  kind: {
    zh: "文档既没有 detection、correlation，也没有 filter",
    en: "the document has neither detection, correlation nor filter",
  },
  nesting: { zh: "嵌套过深", en: "nested too deeply" },
  size: { zh: "文件过大：{bytes} 字符，上限 {limit}", en: "the file is too large: {bytes} characters, limit {limit}" },
  key: { zh: "键 “{key}” 不可用", en: 'the key "{key}" cannot be used' },
  missing: { zh: "缺少 “{key}”", en: '"{key}" is missing' },
  type: { zh: "“{key}” 的类型不对，应为{wanted}", en: '"{key}" has the wrong type, {wanted} is expected' },
  logsource: {
    zh: "logsource 没有 product、category 或 service",
    en: "the logsource names no product, category or service",
  },
  noSelection: { zh: "detection 中没有检索项", en: "the detection has no search identifier" },
  emptySelection: { zh: "检索项 “{name}” 为空", en: 'the search identifier "{name}" is empty' },
  emptyList: { zh: "字段 “{field}” 的取值列表为空", en: 'the list of values of field "{field}" is empty' },
  modifier: {
    zh: "字段 “{field}” 上的修饰符 “{modifier}” 不存在",
    en: 'unknown modifier "{modifier}" on field "{field}"',
  },
  modifierUse: {
    zh: "字段 “{field}”：修饰符 “{modifier}” 不能用于{value}",
    en: 'field "{field}": the modifier "{modifier}" does not work on {value}',
  },
  modifierOrder: {
    zh: "字段 “{field}”：修饰符 “{modifier}” 不能放在 “{after}” 之后",
    en: 'field "{field}": the modifier "{modifier}" cannot follow "{after}"',
  },
  value: {
    zh: "字段 “{field}” 的取值 “{value}” 无效：应为{wanted}",
    en: 'field "{field}": the value "{value}" is not {wanted}',
  },
  placeholder: { zh: "占位符 %{name}% 没有给出取值", en: "needs values for the placeholder %{name}%" },
  combinations: { zh: "字段 “{field}” 展开后取值过多", en: 'field "{field}" expands to too many values' },
  regex: { zh: "字段 “{field}” 的正则表达式被拒绝：{why}", en: 'field "{field}": regular expression refused: {why}' },
  condition: {
    zh: "condition 有误（第 {at} 个字符）：{detail}",
    en: "the condition is wrong at character {at}: {detail}",
  },
  conditionEmpty: { zh: "缺少 condition", en: "the condition is missing" },
  aggregation: {
    zh: "condition 含有已废弃的聚合（|），请改用 correlation 文档",
    en: "the condition has an aggregation (|), which Sigma 2 removed: write a correlation",
  },
  identifier: {
    zh: "condition 引用了不存在的检索项 “{name}”",
    en: 'the condition names "{name}", which does not exist',
  },
  pattern: {
    zh: "condition 中的 “{name}” 没有对应的检索项",
    en: 'no search identifier fits "{name}" of the condition',
  },
  correlationType: { zh: "未知的关联类型 “{type}”", en: 'unknown correlation type "{type}"' },
  timespan: {
    zh: "timespan “{value}” 无效，应为 数字+s/m/h/d/w/M/y",
    en: 'the timespan "{value}" is not a number with s, m, h, d, w, M or y',
  },
  correlationCondition: { zh: "关联条件无效：{detail}", en: "the condition of the correlation is wrong: {detail}" },
  reference: { zh: "引用的规则 “{name}” 不存在", en: 'refers to the rule "{name}", which is not there' },
  rejectedReference: { zh: "引用的规则 “{name}” 已被拒绝", en: 'refers to the rule "{name}", which was rejected' },
  disabledReference: {
    zh: "引用的规则 “{name}” 已停用",
    en: 'refers to the rule "{name}", which is switched off',
  },
  notFilter: { zh: "此处只能是过滤器（filter 文档）", en: "only filters may stand here" },
  cycle: { zh: "关联规则循环引用：{path}", en: "correlations refer to each other in a circle: {path}" },
  filterReference: { zh: "引用的 “{name}” 不是检测规则", en: '"{name}" is not a detection rule' },
  filterLogsource: {
    zh: "过滤器的 logsource 与规则 “{name}” 不符",
    en: 'the logsource of the filter does not fit the rule "{name}"',
  },
  filterNone: { zh: "没有规则适用此过滤器", en: "no rule is concerned by this filter" },
  duplicate: { zh: "与 {path} 的 id 相同", en: "has the same id as {path}" },
} as const satisfies Readonly<Record<string, Text>>;

export type FaultCode = keyof typeof faultTexts;
