/** What stands below the video: title, buttons, transcript, takeaways, the form for a remix. */
export const BELOW_STYLE = `
.button { min-block-size: 2.6em; padding: 0.45em 1.05em; border-radius: 10px; border: 1.5px solid var(--_edge); display: inline-flex; align-items: center; gap: 0.5em;
  font-weight: 600; font-size: 0.95em; background: var(--_surface); color: var(--_ink); text-decoration: none; }
.button svg { inline-size: 1.2em; block-size: 1.2em; }
.button:hover { background: var(--_sunken); }
.button[aria-expanded="true"] { background: var(--_sunken); border-color: var(--_accent); color: var(--_accent); }
.button.main { background: var(--_accent); border-color: var(--_accent); color: var(--_on-accent); }
.button.main:hover { filter: brightness(1.08); }
.button.quiet { border-color: transparent; background: none; color: var(--_muted); }
.button:disabled { opacity: 0.6; cursor: default; }
@media (pointer: coarse) { .button, .goto, .line { min-block-size: 44px; } }

.named { color: var(--_muted); font-size: 0.9em; }
.named:empty { display: none; }
.head { display: flex; flex-wrap: wrap; gap: 0.6em 1em; align-items: center; }
.title { flex: 1 1 14em; font-size: 1.2em; font-weight: 600; line-height: 1.3; text-wrap: balance; overflow-wrap: anywhere; }
.actions { display: flex; flex-wrap: wrap; gap: 0.5em; }
.card { border: 1px solid var(--_line); border-radius: var(--_radius); background: var(--_surface); }
.script { min-inline-size: 0; position: relative; }
.lines { position: relative; overflow: auto; overscroll-behavior: contain; max-block-size: 20em; padding: 0.5em; scrollbar-width: thin; border-radius: inherit; }
.lines .h { padding: 0.9em 0.6em 0.25em; font-size: 0.85em; font-weight: 600; color: var(--_muted); display: flex; flex-wrap: wrap; gap: 0.2em 0.8em; align-items: baseline; justify-content: space-between; }
.source { display: inline-flex; align-items: center; gap: 0.3em; padding: 0.1em 0.6em; border-radius: 1em; background: var(--_sunken); color: var(--_muted); font-weight: 400; text-decoration: none; white-space: nowrap; }
.source svg { inline-size: 1em; block-size: 1em; }
a.source:hover { color: var(--_accent); text-decoration: underline; }
.line { display: flex; gap: 0.8em; inline-size: 100%; padding: 0.35em 0.6em; border-radius: 8px; }
.line time { font-size: 0.85em; padding-block-start: 0.15em; min-inline-size: 2.6em; }
.line:hover { background: var(--_sunken); }
.line[aria-current="true"] { background: var(--_sunken); box-shadow: inset 3px 0 var(--_accent); }
.line:focus-visible { outline-offset: -3px; }
.line .told { font-style: italic; }
.line .now { background: var(--_mark); border-radius: 3px; box-shadow: 0 0 0 2px var(--_mark); }
.takeaways { padding: 1em 1.2em; }
.takeaways .h { font-size: 0.9em; font-weight: 600; color: var(--_muted); margin-block-end: 0.5em; }
.takeaways ol { display: grid; gap: 0.6em; counter-reset: n; }
.takeaways li { display: flex; gap: 0.8em; align-items: baseline; }
.takeaways li::before { counter-increment: n; content: counter(n) / ""; flex: none; inline-size: 1.7em; block-size: 1.7em; display: inline-grid; place-items: center; border-radius: 50%;
  background: var(--_sunken); color: var(--_accent); font-weight: 600; font-size: 0.9em; }
.ghost .button, .ghost .h, .ghost li, .ghost li::before { color: transparent; border-color: var(--_line); }
.ghost svg { visibility: hidden; }
.ghost li span { border-radius: 6px; background: var(--_sunken); }
/* Room for what is not known yet: what comes is seldom longer, and takes the same room if it is shorter. */
.ghost li { min-block-size: 2lh; }
.takeaways.kept { display: grid; grid-template-rows: auto 1fr; }
.takeaways.kept ol { align-content: space-evenly; }
.remix { padding: 1em 1.2em; display: grid; gap: 0.8em; }
.remix form { display: flex; flex-wrap: wrap; gap: 0.5em; }
.remix label { flex: 1 1 100%; font-weight: 600; }
.remix input { flex: 1 1 14em; min-inline-size: 0; min-block-size: 2.75em; padding: 0.4em 0.8em; border-radius: 10px; border: 1.5px solid var(--_edge); background: var(--_surface); }
.wrong-note { color: var(--_bad); }
.wrong-note:empty { display: none; }
`;
