// The looks of the widget; a shop sets the custom properties that docs/shops/embed.md names.

const COLOURS = {
  ink: "#16211f,#e8efed", soft: "#4d5b58,#a9b8b4", paper: "#fff,#141c1b", line: "#74827f,#7f8f8b", hair: "#d5dedb,#33413e", tint: "#eef4f2,#1e2927",
  accent: "#0b5d52,#7fd6c6", "on-accent": "#fff,#06241f", mark: "#b23c0a,#ffb08a", warn: "#fdf1e3,#33261a", bad: "#b3261e,#ffb4ab",
};
export const CSS = `:host{display:block!important;visibility:visible!important;opacity:1!important;transform:none!important;filter:none!important;position:static!important;float:none!important;max-inline-size:100%!important;color-scheme:light dark}
:host([hidden]){display:none!important}:host([theme=light]){color-scheme:light}:host([theme=dark]){color-scheme:dark}:host([theme=page]){color-scheme:inherit}
.w{all:initial;display:block;color-scheme:inherit;container-type:inline-size;font:400 var(--legfit-font-size,medium)/1.5 var(--legfit-font,system-ui,sans-serif);${Object.entries(COLOURS).map(([name, both]) => `--${name}:var(--legfit-${name},${both.split(",")[0]});`).join("")}--r:var(--legfit-radius,.6em);color:var(--ink)}
@supports(color:light-dark(red,red)){.w{${Object.entries(COLOURS).map(([name, both]) => `--${name}:var(--legfit-${name},light-dark(${both}));`).join("")}}}
*,::before{box-sizing:border-box}[hidden],.status:empty{display:none}
.card{background:var(--paper);border:1px solid var(--hair);border-radius:var(--r);padding:clamp(.9em,4cqi,1.5em);max-inline-size:var(--legfit-width,44em);overflow-wrap:anywhere}
.card,.ask,.fields,.field,.note,ul{display:grid;gap:1em;align-content:start}.field,.note,ul{gap:.4em}
h2,h3,p,ul,fieldset{margin:0;padding:0;border:0;min-inline-size:0}h2{font-size:1.35em;line-height:1.25}[tabindex]:focus{outline:0}h3,legend{font-size:1em;padding:0}ul{padding-inline-start:1.2em}a{color:var(--accent)}
button,input,select{font:inherit;color:inherit;border-radius:var(--r);min-block-size:2.75em;border:1px solid var(--line);background:var(--paper);padding:.5em .7em}
button{white-space:nowrap;cursor:pointer;padding-inline:1.1em;font-weight:600;border-color:var(--accent);color:var(--accent)}.main,[aria-pressed=true]{background:var(--accent);color:var(--on-accent)}button:hover{text-decoration:underline}.plain{border-color:#0000;padding-inline:.4em}
:focus-visible{outline:3px solid var(--legfit-focus,var(--accent));outline-offset:2px}
input,select{inline-size:100%}[aria-invalid=true]{border:2px solid var(--bad)}
.tick input{inline-size:1.25em;min-block-size:1.25em;margin:.15em 0 0;accent-color:var(--accent);flex:none}
.own{visibility:hidden}select.own{visibility:visible;opacity:.5}.with select{inline-size:auto;flex:none}.sure{font-weight:600;color:var(--accent)}.sure.likely,.sure.toss_up{color:var(--mark)}.offer{border-color:var(--mark);color:var(--mark);justify-self:start}
.tick,.row,.with,.answer{display:flex;gap:.6em;align-items:center}.tick{align-items:start;padding-block:.3em}.row{flex-wrap:wrap}.with span{white-space:nowrap}.answer{gap:1em}.top{justify-content:space-between;flex-wrap:nowrap}
.leg{block-size:15em;max-inline-size:100%;justify-self:center}@container(min-width:31em){.drawn{grid-template-columns:9.5em 1fr}}
.name,label{font-weight:600}b{display:inline-block;font-weight:inherit}b::first-letter{text-transform:uppercase}.tick,.two label{font-weight:400}.hint{color:var(--soft);font-size:.9em}.err{color:var(--bad)}.two{display:grid;grid-template-columns:1fr 1fr;gap:.7em;align-items:end}.top-aligned{align-items:start}.top-aligned label{font-weight:600}
.num{display:inline-block;text-align:center;inline-size:1.5em;border-radius:1em;background:var(--mark);color:var(--paper);margin-inline-end:.45em}
.note{background:var(--tint);border-radius:var(--r);padding:.8em 1em}.warn{background:var(--warn)}.warn,.bad{border-inline-start:4px solid var(--mark)}
.big{flex:none;max-inline-size:50%;text-align:center;font-size:1.9em;line-height:1;font-weight:700;padding:.3em .5em;border-radius:var(--r);background:var(--accent);color:var(--on-accent)}
details{border-block-start:1px solid var(--hair);padding-block-start:.6em}summary{cursor:pointer;font-weight:600;padding-block:.4em}details>div{padding-block-start:.6em}
.skin{fill:var(--tint);stroke:var(--line)}.tape{fill:none;stroke:var(--mark);stroke-width:2}.dot,.val{fill:var(--mark)}.no{fill:var(--paper);font:700 10px sans-serif}
.band{overflow:hidden;direction:ltr;font-size:13px}.seg{fill:var(--hair);stroke:var(--paper)}.seg.on{fill:var(--accent)}.lab{fill:var(--soft)}.lab.on{fill:var(--ink)}.lab.on,.val{font-weight:700}.pin{fill:var(--mark);stroke:var(--mark);stroke-width:2.5}circle.pin{stroke:var(--paper)}
.wait::before{content:"";display:inline-block;inline-size:1em;block-size:1em;margin-inline-end:.6em;vertical-align:-.15em;border:2px solid var(--hair);border-block-start-color:var(--accent);border-radius:1em;animation:t 1s linear infinite}
@keyframes t{to{rotate:1turn}}@media(prefers-reduced-motion:reduce){.wait::before{animation:none}}@media print{form,.row{display:none}}`;
