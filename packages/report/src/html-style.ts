/** The style sheet of the HTML report, inlined and allowed by its hash; no script exists. */
export const htmlStyle = `
:root{--ink:#1d1c1a;--muted:#66615b;--hair:#d8d3cc;--paper:#fff;--surface:#f5f3ef;--accent:#0d5c5f;--l0:#66615b;--l1:#b3261e;--l2:#c2570c;--l3:#8a6a00;--l4:#1d5fa6}
@media (prefers-color-scheme:dark){:root{--ink:#ece8e1;--muted:#a59f96;--hair:#3d3a36;--paper:#171614;--surface:#211f1c;--accent:#6cc3c5;--l0:#a59f96;--l1:#ff8b82;--l2:#f0a066;--l3:#d9bd5c;--l4:#86b8ef}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.6 "Inter","Noto Sans SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif;font-variant-numeric:tabular-nums}
.choice{position:absolute;opacity:0;pointer-events:none}
.bar{position:sticky;top:0;z-index:1;display:flex;gap:1rem;align-items:center;padding:.5rem 1.5rem;background:var(--paper);border-bottom:1px solid var(--hair)}
.bar b{margin-right:auto}
.bar label{padding:.15rem .7rem;border:1px solid var(--hair);border-radius:3px;cursor:pointer}
#lang-zh:checked~.bar label[for=lang-zh],#lang-en:checked~.bar label[for=lang-en]{background:var(--accent);border-color:var(--accent);color:var(--paper)}
#lang-zh:focus-visible~.bar label[for=lang-zh],#lang-en:focus-visible~.bar label[for=lang-en]{outline:2px solid var(--ink);outline-offset:2px}
article{display:none;max-width:72rem;margin:0 auto;padding:2rem 1.5rem 6rem}
#lang-zh:checked~main>article[lang=zh],#lang-en:checked~main>article[lang=en]{display:block}
h1{font-size:2rem;line-height:1.25;margin:.3rem 0 1rem}
h2{font-size:1.35rem;margin:3.2rem 0 1rem;padding-top:.6rem;border-top:2px solid var(--ink)}
h3{font-size:1.02rem;color:var(--accent);margin:1.9rem 0 .7rem}
a{color:var(--accent)}
.tlp{background:#000;border-radius:2px;padding:.1rem .5rem;font-weight:700;font-size:.8rem;color:#fff}
.tlp.AMBER{color:#ffc000}.tlp.RED{color:#ff2b2b}.tlp.GREEN{color:#33ff00}
.level{display:flex;gap:1rem;align-items:center;margin:1.2rem 0}
.level>b{display:grid;place-items:center;width:3.2rem;height:3.2rem;border-radius:3px;color:var(--paper);font-size:1.7rem}
.v0>b{background:var(--l0)}.v1>b{background:var(--l1)}.v2>b{background:var(--l2)}.v3>b{background:var(--l3)}.v4>b{background:var(--l4)}
.lead{font-size:1.15rem;font-weight:600}
.quiet,.sub,figcaption{color:var(--muted);font-size:.86rem}
.sub{display:block}
.note{border:1px dashed var(--muted);border-radius:3px;color:var(--muted);padding:.6rem .9rem}
.draft{color:var(--l1);font-weight:700}
code{font-family:"JetBrains Mono","Noto Sans SC",ui-monospace,monospace;font-size:.86em;overflow-wrap:anywhere;white-space:pre-wrap}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.88rem}
th,td{text-align:left;vertical-align:top;padding:.42rem .5rem;border-bottom:1px solid var(--hair);overflow-wrap:anywhere}
thead th{border-bottom:2px solid var(--ink);font-size:.8rem}
dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;margin:0}
dt,dd{margin:0;padding:.35rem .6rem .35rem 0;border-bottom:1px solid var(--hair);overflow-wrap:anywhere}
dt{color:var(--muted)}
.said{list-style:none;padding:0}
.said>li{position:relative;padding:.25rem 0 .4rem 1.5rem}
.mark{display:inline-block;width:.75rem;height:.75rem;border-radius:50%;border:2px solid var(--accent);vertical-align:-.05rem}
.said .mark{position:absolute;left:.15rem;top:.62rem}
.mark.fact{background:var(--accent)}.mark.gap{border:2px dashed var(--muted)}
.out{display:inline-block;width:.6rem;height:.6rem;border:2px solid var(--ink);margin-right:.3rem}
.out.success{background:var(--ink)}.out.unknown{border-style:dashed;border-color:var(--muted)}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(8rem,1fr));gap:1rem;padding:0;list-style:none}
.figures li{border-top:2px solid var(--ink);padding-top:.3rem}
.figures b{display:block;font-size:1.5rem}
.record{background:var(--surface);border-radius:3px;padding:.5rem .8rem;margin:.5rem 0;font-size:.86rem}
.record:target{outline:2px solid var(--accent)}
.record pre{margin:.2rem 0 0;white-space:pre-wrap;overflow-wrap:anywhere;font-family:"JetBrains Mono","Noto Sans SC",ui-monospace,monospace;font-size:.9em}
svg{width:100%;height:auto;max-width:60rem}
svg text{fill:var(--muted);font-size:11px}
svg .fill{fill:var(--accent)}svg .open{fill:var(--paper);stroke:var(--accent);stroke-width:1.5}svg .dash{stroke-dasharray:3 2}svg line{stroke:var(--hair)}
nav ol{columns:2;padding-left:1.4rem}
@media (max-width:45rem){nav ol{columns:1}dl{grid-template-columns:1fr}dt{border:0;padding-bottom:0}}
@media print{.bar{position:static}.bar label{display:none}h2{break-after:avoid}.record,tr{break-inside:avoid}body{font-size:11px}}
`;
