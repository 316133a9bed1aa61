import type { ErrorKind } from "../error.ts";

const nothing = { zh: "没有开始任何操作。", en: "Nothing was begun." };
const help = {
  zh: "请用 stanch --help 或 stanch <命令> --help 查看用法。",
  en: "See stanch --help, or stanch <command> --help.",
};
const usage = { http: 400, exit: 2, means: nothing } as const;

/** Errors of the command line itself: how it was called, where it writes, how it ends. */
export const commandErrors = {
  E_CACAO: {
    http: 422,
    exit: 3,
    what: {
      zh: "{path} 不能作为 CACAO 2.0 预案导入：{zh}。",
      en: "{path} cannot be imported as a playbook of CACAO 2.0: {en}.",
    },
    means: { zh: "没有输出任何内容。", en: "Nothing was written." },
    todo: {
      zh: "请向提供方索取完整的 CACAO 2.0 JSON 文件，或按理由改正。",
      en: "Ask whoever gave it for a whole CACAO 2.0 JSON file, or mend what is said.",
    },
  },
  E_USAGE_OPTION: {
    ...usage,
    what: { zh: "没有选项“{name}”。", en: "There is no option “{name}”." },
    todo: help,
  },
  E_USAGE_COMMAND: {
    ...usage,
    what: { zh: "没有命令“{name}”。", en: "There is no command “{name}”." },
    todo: help,
  },
  E_USAGE_ARGUMENT: {
    ...usage,
    what: { zh: "缺少参数“{name}”。", en: "The argument “{name}” is missing." },
    todo: help,
  },
  E_USAGE_EXCESS: {
    ...usage,
    what: { zh: "参数过多。", en: "There are too many arguments." },
    todo: help,
  },
  E_USAGE_VALUE: {
    ...usage,
    what: { zh: "选项“{name}”缺少取值。", en: "The option “{name}” needs a value." },
    todo: help,
  },
  E_USAGE_NEEDED: {
    ...usage,
    what: { zh: "必须给出选项“{name}”。", en: "The option “{name}” must be given." },
    todo: help,
  },
  E_USAGE_LANGUAGE: {
    ...usage,
    what: { zh: "不支持语言“{name}”。", en: "“{name}” is not a language of this program." },
    todo: { zh: "请使用 zh 或 en。", en: "Use zh or en." },
  },
  E_RULES_NONE: {
    http: 422,
    exit: 2,
    what: { zh: "没有任何可用的规则。", en: "There is no rule that can be used." },
    means: {
      zh: "没有规则就没有检出，“未发现”将毫无意义，因此没有开始。",
      en: "Without rules nothing is detected, and “nothing found” would mean nothing; so nothing was begun.",
    },
    todo: {
      zh: "请用 --rules 给出规则；stanch rules check 会说明哪些规则被拒绝及原因。",
      en: "Give rules with --rules; stanch rules check says which are rejected and why.",
    },
  },
  E_EVENT_FILE: {
    http: 422,
    exit: 2,
    what: { zh: "{path} 中没有一个 JSON 事件（{reason}）。", en: "{path} does not hold one event as JSON ({reason})." },
    means: nothing,
    todo: {
      zh: "请给出 stanch events 输出的一行，或原始字段组成的 JSON 对象。",
      en: "Give a line of stanch events, or a JSON object of the record's own fields.",
    },
  },
  E_OUT_INSIDE: {
    http: 422,
    exit: 2,
    what: {
      zh: "结果目录 {out} 与证据 {path} 相互包含。",
      en: "The folder for results, {out}, and the evidence {path} lie inside each other.",
    },
    means: {
      zh: "在证据中写入会改变证据，因此没有开始。",
      en: "Writing among evidence would change it; so nothing was begun.",
    },
    todo: { zh: "请用 --out 指定证据之外的目录。", en: "Name a folder outside the evidence with --out." },
  },
  E_OUT_TAKEN: {
    http: 422,
    exit: 2,
    what: {
      zh: "结果目录 {out} 中有不属于本程序的内容（{name}）。",
      en: "The folder for results, {out}, holds something that is not ours ({name}).",
    },
    means: {
      zh: "结果会与其他文件混在一起，清单将无法核对，因此没有开始。",
      en: "Results would mix with other files and the manifest could not be verified; so nothing was begun.",
    },
    todo: { zh: "请用 --out 指定新的或空的目录。", en: "Name a new or empty folder with --out." },
  },
  E_OUT_FOLDER: {
    http: 500,
    exit: 3,
    what: {
      zh: "结果目录 {out} 无法写入（{reason}）。",
      en: "The folder for results, {out}, cannot be used ({reason}).",
    },
    means: { zh: "没有给出结果；证据没有被改动。", en: "There is no result; evidence was not touched." },
    todo: {
      zh: "请检查目录的属主和权限，或用 --out 指定另一目录。",
      en: "Check owner and permissions, or name another folder with --out.",
    },
  },
  E_PORT: {
    http: 500,
    exit: 3,
    what: {
      zh: "无法在 {host} 的端口 {port} 上监听（{reason}）。",
      en: "Cannot listen on port {port} of {host} ({reason}).",
    },
    means: { zh: "中心没有启动。", en: "The centre did not start." },
    todo: {
      zh: "请停止占用该端口的程序，或用 --port 指定另一端口。",
      en: "Stop the program that holds the port, or choose another with --port.",
    },
  },
  E_STOPPED: {
    http: 500,
    exit: 3,
    what: { zh: "已按要求中止。", en: "Stopped as asked." },
    means: { zh: "没有给出结果；证据没有被改动。", en: "There is no result; evidence was not touched." },
    todo: { zh: "需要结果时请重新运行。", en: "Run it again when the result is needed." },
  },
  E_KEY_NONE: {
    http: 400,
    exit: 2,
    what: { zh: "没有可用的密钥。", en: "There is no key." },
    means: { zh: "没有连接中心。", en: "The centre was not asked." },
    todo: {
      zh: "请在控制台“访问与密钥”中创建密钥，放入环境变量 STANCH_KEY，或用 --key-file 指定文件；不要写在命令行上。",
      en: "Make a key in the console under access, and give it in STANCH_KEY or by --key-file, never on the command line.",
    },
  },
  E_CENTRE_URL: {
    http: 400,
    exit: 2,
    what: { zh: "地址 {url} 不能使用。", en: "The address {url} cannot be used." },
    means: {
      zh: "它不是网址，或会让密钥以明文经过网络。",
      en: "It is no address, or the key would cross a network in the clear.",
    },
    todo: { zh: "请使用 https 地址；本机可用 http。", en: "Use an https address; http only on this machine." },
  },
  E_IMPORT_NONE: {
    http: 400,
    exit: 2,
    what: { zh: "{path} 不是可识别的导出文件。", en: "{path} is no export that is known." },
    means: { zh: "没有生成任何请求。", en: "No request was made." },
    todo: {
      zh: "请导出 Wazuh 的 alerts.json、Suricata 的 eve.json、TheHive 或 DFIR-IRIS 的案件或告警（JSON，不超过 64 MiB）。",
      en: "Export alerts.json of Wazuh, eve.json of Suricata, cases or alerts of TheHive or DFIR-IRIS as JSON of at most 64 MiB.",
    },
  },
  E_IMPORT_KIND: {
    http: 400,
    exit: 2,
    what: { zh: "未知的来源：{kind}。", en: "Unknown kind: {kind}." },
    means: { zh: "没有生成任何请求。", en: "No request was made." },
    todo: { zh: "请用 wazuh、suricata、thehive 或 iris。", en: "Use wazuh, suricata, thehive or iris." },
  },
  E_IMPORT_FIELDS: {
    http: 400,
    exit: 2,
    what: { zh: "请求的以下内容不合要求：{fields}。", en: "These parts of the request do not fit: {fields}." },
    means: { zh: "没有生成任何请求。", en: "No request was made." },
    todo: {
      zh: "请更正 --organisation、--contact、--phone、--location。",
      en: "Correct --organisation, --contact, --phone, --location.",
    },
  },
  E_IMPORT_REFUSED: {
    http: 500,
    exit: 3,
    what: { zh: "中心没有接受请求：{reason}", en: "The centre did not take the request: {reason}" },
    means: {
      zh: "此前的请求已生成；再次导入不会重复。",
      en: "Earlier requests were made; importing again repeats none.",
    },
    todo: {
      zh: "请检查地址与密钥（需要 request.read 和 request.write），然后重新运行。",
      en: "Check address and key (it needs request.read and request.write), then run it again.",
    },
  },
} as const satisfies Record<string, ErrorKind>;
