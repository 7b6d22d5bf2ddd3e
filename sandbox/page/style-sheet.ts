import { Html } from './html.ts';

/** The page's style: system fonts, both colour schemes, contrasts of at least 4.5:1. */
export const styleSheet = new Html(`
:root { color-scheme: light dark; --ink: light-dark(#1c2430, #e6e9ee); --soft: light-dark(#566072, #a2acba);
  --line: light-dark(#d8dde5, #333b48); --back: light-dark(#f5f6f8, #12161c); --card: light-dark(#fff, #1a2029);
  --link: light-dark(#0b57b4, #79b3ff); --good: light-dark(#1a7f37, #57c776); --bad: light-dark(#c62828, #ff7b72);
  --busy: light-dark(#1565c0, #6cb0ff); --code: light-dark(#eef0f4, #232b36); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
header { display: flex; gap: .5rem 1.5rem; align-items: baseline; flex-wrap: wrap; padding: .8rem 1.5rem; background: var(--card); border-bottom: 1px solid var(--line); }
header strong { font-size: 1.1rem; } header span { color: var(--soft); margin-left: -1rem; }
nav { display: flex; gap: 1rem; } nav a[aria-current] { color: inherit; font-weight: 600; text-decoration: none; }
main { max-width: 72rem; margin: 0 auto; padding: 1.2rem 1.5rem 4rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: .4rem 0 .2rem; overflow-wrap: anywhere; } h2 { font-size: 1.1rem; margin: 1.8rem 0 .6rem; }
a { color: var(--link); } p.soft, .soft { color: var(--soft); }
table { border-collapse: collapse; width: 100%; background: var(--card); border: 1px solid var(--line); border-radius: 6px; overflow: hidden; }
th, td { text-align: left; padding: .45rem .8rem; border-top: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
th { white-space: nowrap; font-size: .8rem; color: var(--soft); font-weight: 600; border-top: 0; }
td a { overflow-wrap: normal; } td.number { white-space: nowrap; font-variant-numeric: tabular-nums; }
code, pre, .log { font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
code { background: var(--code); padding: .1em .35em; border-radius: 4px; } pre code { background: none; padding: 0; }
pre, .log { background: var(--code); padding: .8rem 1rem; border-radius: 6px; overflow: auto; margin: .6rem 0; }
.log { white-space: pre-wrap; overflow-wrap: anywhere; max-height: 36rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: .9rem 1.1rem; margin: .8rem 0; }
.card > :last-child { margin-bottom: 0; } .card > p:first-child { margin-top: 0; } .card > .by { display: flex; gap: .8rem; justify-content: space-between; color: var(--soft); font-size: .85rem; border-bottom: 1px solid var(--line); margin: -.1rem 0 .7rem; padding-bottom: .5rem; overflow-wrap: anywhere; }
.comment h3 { margin: .2rem 0 .6rem; font-size: 1.15rem; } .comment h4 { margin: 1rem 0 .3rem; } .comment img { vertical-align: middle; }
.state { font-weight: 600; white-space: nowrap; } .good { color: var(--good); } .bad { color: var(--bad); } .busy { color: var(--busy); }
ol.phases { display: flex; flex-wrap: wrap; gap: .4rem; list-style: none; padding: 0; margin: .8rem 0; }
ol.phases li { border: 1px solid var(--line); border-left: 4px solid var(--soft); background: var(--card); border-radius: 4px; padding: .25rem .6rem; font-size: .85rem; }
ol.phases li.good { border-left-color: var(--good); } ol.phases li.bad { border-left-color: var(--bad); } ol.phases li.busy { border-left-color: var(--busy); }
ol.phases li b, ol.phases li span { color: var(--ink); font-weight: 500; } ol.phases li span { color: var(--soft); }
form { display: flex; gap: .6rem; flex-wrap: wrap; align-items: end; } label { display: grid; gap: .2rem; font-size: .85rem; color: var(--soft); }
input, select, button { font: inherit; padding: .35rem .6rem; border: 1px solid var(--line); border-radius: 5px; background: var(--card); color: var(--ink); }
button { background: var(--link); color: light-dark(#fff, #10151b); border-color: transparent; cursor: pointer; }
@media (max-width: 40rem) { main { padding: 1rem .8rem 3rem; } table { display: block; overflow-x: auto; } }
`);
