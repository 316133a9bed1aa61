import { fill } from "@stanch/model/error";
import type { Text } from "@stanch/model/text";

/** What a verification says, in both languages. Names of checks first, then their findings. */
const texts = {
  form: { zh: "打包格式", en: "Form of the bundle" },
  manifest: { zh: "清单", en: "Manifest" },
  signature: { zh: "签名", en: "Signature" },
  key: { zh: "公钥", en: "Key" },
  files: { zh: "文件", en: "Files" },
  journal: { zh: "案卷日志", en: "Journal" },
  checkpoints: { zh: "日志检查点", en: "Checkpoints" },
  evidence: { zh: "证据与记录一致", en: "Evidence agrees with the records" },
  sources: { zh: "记录数守恒", en: "Counts balance" },
  answer: { zh: "结论单", en: "Answer sheet" },
  kind: { zh: "类型", en: "Kind" },
  "kind.unknown": {
    zh: "既不是封存案卷，也不是分析输出文件夹或案卷日志",
    en: "neither a sealed bundle nor an investigation folder nor a journal",
  },
  "form.ok": { zh: "每个字节都在应在的位置", en: "every byte of the packing is as it must be" },
  "form.header": { zh: "“{path}” 的文件头不是应有的字节", en: 'the header of "{path}" is not what it must be' },
  "form.padding": { zh: "“{path}” 之后的填充不是零", en: 'the padding after "{path}" is not zero' },
  "form.order": { zh: "此处应为 “{expected}”，实际为 “{path}”", en: 'here "{expected}" must stand, but "{path}" does' },
  "form.end": { zh: "结尾被截断，或其后还有多余内容", en: "the end is cut off, or something follows it" },
  "form.unpacked": { zh: "已解包：不核对打包本身", en: "unpacked: the packing itself is not checked" },
  "manifest.ok": { zh: "{count} 个文件，封存于 {at}", en: "{count} files, made {at}" },
  "manifest.missing": { zh: "没有可读的 manifest.json", en: "there is no manifest.json that can be read" },
  "manifest.digest": {
    zh: "清单的摘要与其内容不符：清单被改过",
    en: "its digest does not fit its content: it was changed",
  },
  "signature.ok": { zh: "SHA256SUMS 由 {signer} 签名", en: "SHA256SUMS is signed by {signer}" },
  "signature.sums": { zh: "SHA256SUMS 与清单不符", en: "SHA256SUMS does not agree with the manifest" },
  "signature.bad": { zh: "签名与 SHA256SUMS 或公钥不符", en: "the signature does not fit SHA256SUMS and the key" },
  "signature.none": { zh: "没有签名：只能发现意外改动", en: "not signed: only accidental changes can be noticed" },
  "key.same": { zh: "与给定指纹一致：{fingerprint}", en: "is the given one: {fingerprint}" },
  "key.compare": {
    zh: "请与签名者另行公布的指纹比对：{fingerprint}",
    en: "compare with what the signer published elsewhere: {fingerprint}",
  },
  "key.other": { zh: "指纹 {fingerprint} 不是给定的那一个", en: "its fingerprint {fingerprint} is not the given one" },
  "key.bad": { zh: "public-key.pem 不是可用的 Ed25519 公钥", en: "public-key.pem is no usable Ed25519 key" },
  "files.ok": { zh: "{count} 个文件的大小与哈希均一致", en: "{count} files have the size and hash they must have" },
  "files.changed": { zh: "“{path}” 被改动", en: '"{path}" was changed' },
  "files.missing": { zh: "缺少 “{path}”", en: '"{path}" is missing' },
  "files.extra": { zh: "“{path}” 不在清单中", en: '"{path}" is not in the manifest' },
  "files.unreadable": { zh: "“{path}” 无法读取：{detail}", en: '"{path}" cannot be read: {detail}' },
  "journal.ok": { zh: "{count} 条，首尾相连，末条哈希 {head}", en: "{count} entries, unbroken, head {head}" },
  "journal.line": { zh: "第 {line} 行不是日志记录", en: "line {line} is no journal entry" },
  "journal.missing": { zh: "第 {seq} 条缺失", en: "entry {seq} is missing" },
  "journal.broken-link": { zh: "第 {seq} 条没有接上前一条", en: "entry {seq} does not follow the one before" },
  "journal.changed": { zh: "第 {seq} 条被改动", en: "entry {seq} was changed" },
  "journal.time-backwards": {
    zh: "第 {seq} 条的记录时间早于前一条",
    en: "entry {seq} was recorded before the one before it",
  },
  "journal.truncated": {
    zh: "末尾被截断：检查点证明曾有第 {seq} 条",
    en: "the end is cut off: a checkpoint attests entry {seq}",
  },
  "journal.other-history": {
    zh: "第 {seq} 条与检查点不符",
    en: "entry {seq} is not the one that a checkpoint attests",
  },
  "journal.head": { zh: "条数或末条哈希与清单不符", en: "its length or head is not what the manifest says" },
  "journal.empty": { zh: "没有任何记录", en: "it holds no entry" },
  "checkpoints.ok": { zh: "{count} 个检查点签名有效", en: "{count} checkpoints are signed and fit" },
  "checkpoints.none": {
    zh: "没有检查点：末尾被截断将无从发现",
    en: "none: entries cut off at the end would not be noticed",
  },
  "checkpoints.bad": { zh: "“{path}” 的签名或内容无效", en: '"{path}" is not validly signed or not a checkpoint' },
  "evidence.ok": { zh: "{count} 件证据的哈希与记录一致", en: "{count} items have the hash that the records state" },
  "evidence.differs": {
    zh: "“{path}” 的哈希与记录不一致",
    en: '"{path}" does not have the hash that the records state',
  },
  "evidence.absent": { zh: "记录中的 “{path}” 不在案卷中", en: '"{path}" stands in the records but not in the bundle' },
  "sources.ok": {
    zh: "{count} 个源文件：记录 = 事件 + 未解析 + 跳过",
    en: "{count} source files: records = events + unparsed + skipped",
  },
  "sources.bad": { zh: "“{path}” 的计数不守恒", en: 'the counts of "{path}" do not balance' },
  "sources.form": { zh: "sources.json 不符合其格式", en: "sources.json does not have its form" },
  "answer.ok": { zh: "格式正确，{count} 条攻击线索", en: "has its form, {count} threads" },
  "answer.bad": { zh: "answer.json 不符合其格式", en: "answer.json does not have its form" },
} as const satisfies Record<string, Text>;

export type VerifyKey = keyof typeof texts;

/** A sentence of the verification in both languages. */
export function verifyText(key: VerifyKey, params: Readonly<Record<string, string | number>> = {}): Text {
  const filled = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
  return { zh: fill(texts[key].zh, filled), en: fill(texts[key].en, filled) };
}
