/** What stands in place of a video: its progress, an error, a text. */
export const PANELS_STYLE = `
.panel { position: absolute; inset: 0; display: grid; overflow: auto; border-radius: inherit; background: var(--_surface); color: var(--_ink); box-shadow: inset 0 0 0 1px var(--_line); }
.panel :focus-visible { outline-color: var(--_accent); box-shadow: none; }
.panel > div { margin: auto; inline-size: min(30em, 100%); padding: 1em 1.4em; display: grid; gap: 0.8em; }
.panel .h { font-size: 1.15em; line-height: 1.3; overflow-wrap: anywhere; }
.meter { block-size: 8px; border-radius: 4px; background: var(--_line); overflow: hidden; }
.meter i { display: block; block-size: 100%; inline-size: 100%; border-radius: 4px; background: var(--_accent); transform-origin: 0 50%; transition: transform 500ms linear; }
.figures { display: flex; justify-content: space-between; gap: 1em; font-size: 0.9em; color: var(--_muted); font-variant-numeric: tabular-nums; }
.steps { display: flex; flex-wrap: wrap; gap: 0.3em 1.2em; font-size: 0.95em; }
.steps li { display: flex; align-items: center; gap: 0.4em; color: var(--_muted); }
.steps li::before { content: ""; inline-size: 0.7em; block-size: 0.7em; border-radius: 50%; border: 2px solid var(--_edge); flex: none; }
.steps .done::before { background: var(--_good); border-color: var(--_good); }
.steps .now { color: var(--_ink); font-weight: 600; }
.steps .now::before { border-color: var(--_accent); background: var(--_accent); }
.skeleton { position: absolute; inset: 0; background: linear-gradient(100deg, transparent 30%, rgb(255 255 255 / 9%) 50%, transparent 70%) 0 0 / 220% 100% #1a2338; animation: sweep 1.6s linear infinite; }
@keyframes sweep { from { background-position: 160% 0; } to { background-position: -60% 0; } }
.text { padding: 1.2em 1.4em; display: grid; gap: 0.8em; border-inline-start: 4px solid var(--_accent); }
.text .h { font-size: 1.15em; line-height: 1.3; }
.text ul, .text ol { padding-inline-start: 1.4em; list-style: disc; }
.text ol { list-style: decimal; }
.text pre { overflow: auto; margin: 0; padding: 0.8em; border-radius: 8px; background: var(--_sunken); }
.text code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 0.9em; }
.why { color: var(--_muted); font-size: 0.95em; }
summary { cursor: pointer; min-block-size: 1.7em; }
`;
