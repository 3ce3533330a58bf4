// The looks of the widget; a shop sets the custom properties that docs/shops/embed.md names.

const COLOURS = {
  ink: "#16211f,#e8efed", soft: "#4d5b58,#a9b8b4", paper: "#fff,#141c1b", line: "#74827f,#7f8f8b", hair: "#d5dedb,#33413e", tint: "#eef4f2,#1e2927",
  accent: "#0b5d52,#7fd6c6", "on-accent": "#fff,#06241f", mark: "#b23c0a,#ffb08a", warn: "#fdf1e3,#33261a", bad: "#b3261e,#ffb4ab",
};
export const CSS = `:host{display:inline-block!important;visibility:visible!important;opacity:1!important;transform:none!important;filter:none!important;position:static!important;float:none!important;max-inline-size:100%!important}
:host([open]){display:block!important}:host([hidden]){display:none!important}
.o{all:unset;box-sizing:border-box;display:inline-flex;align-items:center;gap:.45em;min-block-size:2.75em;cursor:pointer;text-decoration:underline;text-underline-offset:.2em}.o:hover{text-decoration-thickness:2px}.ruler{flex:none;inline-size:1.25em;block-size:1.25em;fill:none;stroke:currentColor;stroke-width:1.6;transform:rotate(-45deg)}
.filled{padding-inline:1.1em;font-weight:600;text-decoration:none;border-radius:var(--legfit-radius,.6em);background:var(--fill);color:var(--on-accent);border:1px solid var(--edge)}
.w{all:initial;color-scheme:inherit;inset:0 0 0 auto;position:fixed;overflow:auto;overscroll-behavior:contain;scroll-padding:4.5em 0 1em;box-sizing:border-box;inline-size:min(30em,100%);block-size:100%;background:var(--paper);box-shadow:0 0 3em #0005;font-size:var(--legfit-font-size,medium);line-height:1.5;font-family:var(--legfit-font,inherit);${Object.entries(COLOURS).map(([name, both]) => `--${name}:var(--legfit-${name},light-dark(${both}));`).join("")}--fill:var(--accent);--edge:var(--fill);--r:var(--legfit-radius,.6em);color:var(--ink);accent-color:var(--fill);container-type:inline-size;animation:in .2s}
:host(:dir(rtl)) .w{inset:0 auto 0 0}.w:not([open]),.w:empty,[hidden],.status:empty,.taken:empty{display:none}
@media(max-width:40em){.w{inset:auto 0 0!important;inline-size:100%;block-size:auto;max-block-size:92dvh;border-radius:1.2em 1.2em 0 0}}
.inline .top{position:static}.w.inline[open]{display:block;overscroll-behavior:auto;position:static;inline-size:auto;max-inline-size:var(--legfit-width,44em);block-size:auto;max-block-size:none;border-radius:var(--r);border:1px solid var(--hair);box-shadow:none;animation:none}
::backdrop{background:#0007}@keyframes in{from{opacity:0;translate:0 1em}}
*,::before{box-sizing:border-box}
.card{padding:0 clamp(1em,5cqi,1.6em) clamp(1em,5cqi,1.6em);overflow-wrap:anywhere;hyphens:auto;outline:0}
.card,.ask,.fields,.field,.note,ul{display:grid;gap:1em;align-content:start;grid-template-columns:minmax(0,1fr)}.field,.note,ul{gap:.4em}
h2,h3,p,ul,fieldset{margin:0;padding:0;border:0;min-inline-size:0}h2{font-size:1.35em;line-height:1.25}[tabindex]:focus{outline:0}h3,legend{font-size:1em;padding:0}ul{padding-inline-start:1.2em}a{color:var(--accent)}
button,input,select{font:inherit;font-size:max(16px,1em);color:inherit;border-radius:var(--r);min-block-size:2.75em;border:1px solid var(--line);background:var(--paper);padding:.5em .7em}
button{cursor:pointer;padding-inline:1.1em;font-weight:600;border-color:var(--accent);color:var(--accent)}.main,.big,[aria-pressed=true]{background:var(--fill);border:1px solid var(--edge);color:var(--on-accent)}.submit,[aria-pressed]{flex:1}button:hover{text-decoration:underline}.plain{border-color:#0000;padding-inline:.4em}
:focus-visible{outline:3px solid var(--legfit-focus,var(--accent));outline-offset:2px}
input,select{inline-size:100%;min-inline-size:0}[aria-invalid=true]{border:2px solid var(--bad)}
.tick input{inline-size:1.25em;min-block-size:1.25em;margin:.15em 0 0;flex:none}
span.own{visibility:hidden}select.own{opacity:.5}.with select{inline-size:auto;flex:none}.sure{font-weight:600;color:var(--accent)}.sure.likely,.sure.toss_up,.offer{color:var(--mark)}.offer{border-color:var(--mark);justify-self:start}
.tick,.row,.with,.answer{display:flex;gap:.6em;align-items:center}.tick{align-items:start;padding-block:.3em}.row{flex-wrap:wrap}.with span{white-space:nowrap}.answer{gap:1em;align-items:start;flex-wrap:wrap}.answer>div{flex:1 1 14.6em}
.top{position:sticky;inset-block-start:0;z-index:1;background:var(--paper);justify-content:space-between;flex-wrap:nowrap;padding-block:1em 0;margin-block-end:-.4em;box-shadow:0 0 0 6px var(--paper)}.close{inline-size:2.75em;padding:0;flex:none;margin-inline-end:-.9em}.units{column-gap:1.4em}.units .tick{padding:0}
.leg{inline-size:100%;block-size:auto;max-block-size:14em}.place{cursor:pointer}@container(min-width:17em){.ask:has(.leg){grid-template-columns:clamp(5em,26cqi,8em) minmax(0,1fr)}}
.name,label{font-weight:600}b{display:inline-block;font-weight:inherit}b::first-letter{text-transform:uppercase}.tick,.two label{font-weight:400}.hint{color:var(--soft);font-size:.9em}.err{color:var(--bad)}.two{display:grid;grid-template-columns:1fr 1fr;gap:.7em;align-items:end}.top-aligned>.field{grid-row:span 4;grid-template-rows:subgrid}.top-aligned label{align-self:end;font-weight:600}
.num{display:inline-block;text-align:center;inline-size:1.5em;border-radius:1em;background:var(--mark);color:var(--paper);margin-inline-end:.45em}
.note{background:var(--tint);border-radius:var(--r);padding:.8em 1em}.warn{background:var(--warn)}.warn,.bad{border-inline-start:4px solid var(--mark)}
.big{flex:none;max-inline-size:100%;text-align:center;font-size:2.4em;line-height:1;font-weight:700;padding:.3em .5em;border-radius:var(--r)}.roman{font-family:ui-serif,Georgia,serif}
details{border-block-start:1px solid var(--hair);padding-block-start:.4em}summary{cursor:pointer;font-weight:600;padding-block:.6em}details>div{padding-block:.4em .6em}
.wide{overflow:auto;overflow-wrap:normal}td{white-space:nowrap}table{border-collapse:collapse;inline-size:100%;font-variant-numeric:tabular-nums}th,td{text-align:start;padding:.45em .6em;border-block-end:1px solid var(--hair)}.on>*{background:var(--tint);font-weight:700;color:var(--accent)}
.skin{fill:var(--tint);stroke:var(--line)}.tape{fill:none;stroke:var(--mark);stroke-width:2}.dot,.val{fill:var(--mark)}.no{fill:var(--paper);font:700 10px sans-serif}
.of-place{column-gap:1em;row-gap:0}.of-place b{font-weight:700}.band{overflow:hidden;font-size:13px}.seg{fill:var(--hair);stroke:var(--paper)}.seg.on{fill:var(--fill);stroke:var(--edge)}.lab{fill:var(--soft);paint-order:stroke;stroke:var(--paper);stroke-width:3px}.lab.on{fill:var(--ink)}.lab.on,.val{font-weight:700}.pin{fill:var(--mark);stroke:var(--mark);stroke-width:2.5}circle.pin{stroke:var(--paper)}
.wait::before{content:"";display:inline-block;inline-size:1em;block-size:1em;margin-inline-end:.6em;vertical-align:-.15em;border:2px solid var(--hair);border-block-start-color:var(--accent);border-radius:1em;animation:t 1s linear infinite}
@keyframes t{to{rotate:1turn}}@media(prefers-reduced-motion:reduce){*,.wait::before{animation:none!important}}@media(forced-colors:active){.skin,.no{fill:Canvas}.skin{stroke:CanvasText}.seg{fill:GrayText}.seg.on{fill:Highlight}.lab,.lab.on,.val,.pin,.dot{fill:CanvasText;stroke:none}.pin,.tape{stroke:CanvasText}.main,.big,.filled{border:1px solid}[aria-pressed=true]{forced-color-adjust:none;background:Highlight;color:HighlightText}}`;
