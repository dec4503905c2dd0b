// <lesson-video>: a course player in one file. docs/player.md describes its attributes, events, parts and properties.
//
//   <script type="module" src="/static/lesson-video.js"></script>
//   <lesson-video src="/videos/a.mp4" captions="/videos/a.vtt" details="/videos/a.json"></lesson-video>
//   <lesson-video video-id="vid_0123"></lesson-video>
//
// Styles are a constructed sheet and all content is made of nodes, so that the strictest Content-Security-Policy holds
// and nothing that anybody wrote is ever read as markup.

const HOME = new URL("../", import.meta.url); // the server that this file came from also has the videos

const STYLE = `
:host {
  --_ink: var(--lesson-ink, light-dark(#14213d, #eef1f8));
  --_muted: var(--lesson-muted, light-dark(#566180, #a6b1cc));
  --_surface: var(--lesson-surface, light-dark(#ffffff, #16203a));
  --_sunken: var(--lesson-sunken, light-dark(#f4f3ee, #0f182c));
  --_line: var(--lesson-line, light-dark(#e0dfda, #2a3757));
  --_edge: light-dark(#868da0, #6b7898);
  --_accent: var(--lesson-accent, light-dark(#2457d6, #8fb3ff));
  --_on-accent: var(--lesson-on-accent, light-dark(#ffffff, #0b1220));
  --_mark: var(--lesson-mark, light-dark(#ffe3a3, #5d4a12));
  --_good: light-dark(#2a762e, #86d18a);
  --_bad: light-dark(#b42318, #ff9d97);
  --_stage: var(--lesson-stage, #0b1220);
  --_played: var(--lesson-played, #7ea6ff);
  --_radius: var(--lesson-radius, 12px);
  --_quick: 140ms;
  display: block;
  container: lesson-video / inline-size;
  color: var(--_ink);
  font-family: var(--lesson-font, inherit);
  line-height: 1.5;
  text-align: start;
}
:host([theme="light"]) { color-scheme: light; }
:host([theme="dark"]) { color-scheme: dark; }
:host([hidden]), [hidden] { display: none !important; }
*, ::before, ::after { box-sizing: border-box; }
p, ol, ul { margin: 0; padding: 0; }
ol, ul { list-style: none; }
button, input, summary { font: inherit; color: inherit; letter-spacing: inherit; }
button { border: 0; background: none; padding: 0; cursor: pointer; text-align: inherit; }
svg { inline-size: 1.5em; block-size: 1.5em; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round;
  stroke-linejoin: round; flex: none; display: block; }
svg.solid { fill: currentColor; stroke: none; }
:focus-visible { outline: 3px solid var(--_accent); outline-offset: 2px; border-radius: 6px; }
.h { font-weight: 600; }
.said { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.player { display: grid; gap: 1em; grid-template-columns: minmax(0, 1fr); }
.frame { position: relative; min-inline-size: 0; inline-size: 100%; max-inline-size: calc(var(--lesson-max-height, 80vh) * (var(--_ratio, 16 / 9)));
  border-radius: var(--_radius); color: #fff; }
.tall .frame { margin-inline: auto; }
.stage { position: relative; inline-size: 100%; aspect-ratio: var(--_ratio, 16 / 9); border-radius: inherit; overflow: hidden; isolation: isolate; }
:host([bare]) { block-size: 100%; }
:host([bare]) :is(.player, .frame, .stage), .frame:fullscreen .stage { block-size: 100%; max-inline-size: none; aspect-ratio: auto; }
.frame:fullscreen { border-radius: 0; display: grid; max-inline-size: none; }
video { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; object-fit: contain; background: var(--_stage); }
.stage::after { content: ""; position: absolute; inset: 0; border-radius: inherit; pointer-events: none; box-shadow: inset 0 0 0 1px rgb(120 130 155 / 28%); }
video::-webkit-media-text-track-display { display: none; }

/* In the corner, above the controls: in the middle it would stand on the title. */
.big { position: absolute; z-index: 2; inset-inline-end: 1.1em; inset-block-start: 1.1em; inline-size: 4em; block-size: 4em; display: grid; place-items: center;
  border-radius: 50%; background: rgb(11 18 32 / 78%); color: #fff; box-shadow: 0 6px 24px rgb(0 0 0 / 28%);
  transition: transform var(--_quick), background var(--_quick); }
.big svg { inline-size: 2.1em; block-size: 2.1em; }
.big:hover { transform: scale(1.05); background: var(--_stage); }
.busy { position: absolute; inset: 0; margin: auto; inline-size: 3em; block-size: 3em; border-radius: 50%; pointer-events: none;
  border: 4px solid rgb(255 255 255 / 35%); border-block-start-color: #fff; animation: turn 900ms linear infinite; }
@keyframes turn { to { transform: rotate(1turn); } }

.frame:has(.veil, .peek:not([hidden])) .captions { visibility: hidden; }
.captions { position: absolute; z-index: 1; inset-inline: 4%; inset-block-end: 1.1em; display: grid; justify-items: center; pointer-events: none;
  transition: transform var(--_quick); line-height: 1.35; }
.captions span { font-size: calc(clamp(0.78em, 2cqi, 1.3em) * var(--_cap, 1)); padding: 0.16em 0.5em; border-radius: 0.25em; background: var(--lesson-caption-ground, rgb(11 18 32 / 84%));
  color: var(--lesson-caption-ink, #fff); white-space: pre-line; text-align: center; text-wrap: balance; }
.frame:fullscreen .captions span { font-size: calc(clamp(0.9em, 3.4vmin, 3.5em) * var(--_cap, 1)); }
.awake .captions { transform: translateY(-4.2em); }

.controls { position: absolute; inset: auto 0 0; padding: 2.6em 0.7em 0.35em; background: linear-gradient(transparent, rgb(6 10 20 / 62%) 42%, rgb(6 10 20 / 88%));
  opacity: 0; transition: opacity var(--_quick); pointer-events: none; }
.awake .controls { opacity: 1; }
.awake .controls > * { pointer-events: auto; }
@media (hover: hover) {
  .fresh:not(:hover, :focus-within) .controls { opacity: 0; } /* the poster first */
}
.frame :focus-visible { outline-color: #fff; box-shadow: 0 0 0 5px rgb(11 18 32 / 80%); }
.asleep { cursor: none; }
.row { display: flex; align-items: center; gap: 0.15em; min-block-size: 2.75em; }
.tool { min-inline-size: 2.5em; block-size: 2.5em; display: inline-grid; place-items: center; border-radius: 8px; color: #fff; }
.tool:hover { background: rgb(255 255 255 / 16%); }
.tool[aria-pressed="true"], .tool[aria-expanded="true"] { background: rgb(255 255 255 / 20%); }
.tool[aria-pressed="true"] svg { color: #ffd479; }
@media (pointer: coarse) { .tool { min-inline-size: 44px; block-size: 44px; } }
.time { padding-inline: 0.5em; font-size: 0.9em; font-variant-numeric: tabular-nums; white-space: nowrap; }
.time span { color: #c9d2e6; }
.chapter { flex: 0 1 auto; min-inline-size: 0; max-inline-size: 22em; display: flex; align-items: center; gap: 0.2em; block-size: 2.5em;
  padding-inline: 0.6em; border-radius: 8px; font-size: 0.9em; color: #fff; }
.chapter:hover { background: rgb(255 255 255 / 16%); }
.chapter span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.chapter svg { inline-size: 1.1em; block-size: 1.1em; }
.room { flex: 1; }
.loud { inline-size: 5em; }

.seek { position: relative; block-size: 1.5em; display: flex; align-items: center; }
.rail { position: absolute; inset-inline: 0; block-size: 5px; display: flex; gap: 3px; transition: block-size var(--_quick); }
.seek:hover .rail { block-size: 7px; }
.rail i { flex: 1 1 0; position: relative; border-radius: 3px; background: rgb(255 255 255 / 34%); overflow: hidden; }
.rail b { position: absolute; inset: 0; transform-origin: 0 50%; transform: scaleX(0); background: var(--_played); }
.dots i { position: absolute; inset-block-start: calc(50% - 5px); inline-size: 10px; block-size: 10px; margin-inline-start: -5px; border-radius: 50%;
  background: #ffd479; border: 2px solid #0b1220; pointer-events: none; }
input[type="range"] { appearance: none; -webkit-appearance: none; margin: 0; block-size: 1.5em; background: none; cursor: pointer; }
.seek input { position: absolute; inset-inline: -8px; inline-size: calc(100% + 16px); }
input[type="range"]::-webkit-slider-thumb { -webkit-appearance: none; inline-size: 16px; block-size: 16px; border-radius: 50%; background: #fff;
  border: 0; box-shadow: 0 1px 4px rgb(0 0 0 / 45%); }
input[type="range"]::-moz-range-thumb { inline-size: 16px; block-size: 16px; border-radius: 50%; background: #fff; border: 0; }
.loud::-webkit-slider-runnable-track { block-size: 4px; border-radius: 2px; background: rgb(255 255 255 / 45%); }
.loud::-webkit-slider-thumb { margin-block-start: -6px; }
.loud::-moz-range-track { block-size: 4px; border-radius: 2px; background: rgb(255 255 255 / 45%); }
.peek { position: absolute; inset-block-end: 2em; inset-inline-start: 0; display: grid; justify-items: center; gap: 0.3em; pointer-events: none;
  font-size: 0.85em; line-height: 1.3; text-align: center; text-shadow: 0 1px 3px #000; max-inline-size: 15em; }
.peek div { border-radius: 8px; border: 2px solid #fff; background-color: var(--_stage); box-shadow: 0 4px 18px rgb(0 0 0 / 50%); }

.menu { position: absolute; z-index: 3; inset-block-end: 4.6em; inset-inline-end: 0.7em; inline-size: min(21em, calc(100% - 1.4em)); padding: 0.8em;
  max-block-size: calc(100% - 5.4em); overflow: auto; border-radius: 12px; background: var(--_surface); color: var(--_ink);
  border: 1px solid var(--_line); box-shadow: 0 12px 36px rgb(3 7 15 / 40%); font-size: 0.95em; }
.menu.left { inset-inline: 0.7em auto; }
.menu :focus-visible, .quiz :focus-visible { outline-color: var(--_accent); box-shadow: none; }
.menu fieldset { border: 0; margin: 0 0 0.7em; padding: 0; min-inline-size: 0; }
.menu legend, .menu .h { padding: 0 0 0.35em; font-size: 0.85em; font-weight: 600; color: var(--_muted); }
.pick { display: grid; grid-template-columns: repeat(3, 1fr); gap: 0.3em; }
.pick:has(:nth-child(4):last-child) { grid-template-columns: repeat(4, 1fr); }
.pick label { position: relative; min-block-size: 2.3em; display: grid; place-items: center; padding-inline: 0.2em;
  border-radius: 8px; background: var(--_sunken); cursor: pointer; font-variant-numeric: tabular-nums; }
.pick input { position: absolute; inset: 0; opacity: 0; margin: 0; cursor: pointer; }
.pick label:has(:checked) { background: var(--_accent); color: var(--_on-accent); font-weight: 600; }
.pick label:has(:focus-visible) { outline: 3px solid var(--_accent); outline-offset: 2px; }
.check { display: flex; align-items: center; gap: 0.6em; min-block-size: 2.4em; cursor: pointer; }
.check input { inline-size: 1.25em; block-size: 1.25em; accent-color: var(--_accent); margin: 0; }
.links { display: flex; flex-wrap: wrap; gap: 0.2em 1em; }
.links a { color: var(--_accent); min-block-size: 1.9em; display: inline-flex; align-items: center; }
.goto { display: flex; gap: 0.8em; inline-size: 100%; padding: 0.5em 0.6em; border-radius: 8px; min-block-size: 2.4em; }
.goto:hover { background: var(--_sunken); }
.goto[aria-current="true"] { background: var(--_sunken); font-weight: 600; }
time { color: var(--_muted); font-variant-numeric: tabular-nums; font-weight: 400; }

.veil { position: absolute; z-index: 4; inset: 0; display: grid; overflow: auto; border-radius: inherit; background: rgb(6 10 20 / 72%); }
.quiz { margin: auto; inline-size: min(40em, 92%); padding: 1.2em 1.4em; border-radius: 14px; background: var(--_surface); color: var(--_ink);
  box-shadow: 0 16px 48px rgb(3 7 15 / 45%); animation: rise 320ms cubic-bezier(0.16, 1, 0.3, 1); }
@keyframes rise { from { opacity: 0; transform: translateY(10px); } }
.eyebrow { font-size: 0.85em; font-weight: 600; color: var(--_muted); }
.quiz .h { font-size: 1.2em; line-height: 1.3; margin-block: 0.2em 0.7em; text-wrap: balance; }
.quiz ol { display: grid; gap: 0.5em; grid-template-columns: repeat(auto-fit, minmax(min(15em, 100%), 1fr)); }
.answer { inline-size: 100%; block-size: 100%; min-block-size: 2.75em; display: flex; align-items: center; gap: 0.7em; padding: 0.5em 0.7em; border-radius: 10px;
  border: 1.5px solid var(--_edge); background: var(--_surface); }
.answer b { flex: none; inline-size: 1.8em; block-size: 1.8em; display: grid; place-items: center; border-radius: 50%; background: var(--_sunken); font-weight: 600; }
.answer b svg { inline-size: 1.15em; block-size: 1.15em; stroke-width: 3; }
.answer:not(:disabled):hover { border-color: var(--_accent); background: var(--_sunken); }
.answer:disabled { cursor: default; color: var(--_muted); border-color: var(--_line); }
.answer.right { color: var(--_ink); border-color: var(--_good); font-weight: 600; }
.answer.right b { background: var(--_good); color: var(--_surface); }
.answer.wrong { color: var(--_ink); border-color: var(--_bad); }
.answer.wrong b { background: var(--_bad); color: var(--_surface); }
.verdict { min-block-size: 1.5em; margin-block-start: 0.8em; }
.verdict strong.good { color: var(--_good); }
.verdict strong.bad { color: var(--_bad); }
.ends { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 0.5em; margin-block-start: 0.5em; }

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

.head { display: flex; flex-wrap: wrap; gap: 0.6em 1em; align-items: center; }
.title { flex: 1 1 14em; font-size: 1.2em; font-weight: 600; line-height: 1.3; text-wrap: balance; overflow-wrap: anywhere; }
.actions { display: flex; flex-wrap: wrap; gap: 0.5em; }
.card { border: 1px solid var(--_line); border-radius: var(--_radius); background: var(--_surface); }
.script { min-inline-size: 0; position: relative; }
.lines { position: relative; overflow: auto; overscroll-behavior: contain; max-block-size: 20em; padding: 0.5em; scrollbar-width: thin; border-radius: inherit; }
.lines .h { padding: 0.9em 0.6em 0.25em; font-size: 0.85em; font-weight: 600; color: var(--_muted); }
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

@container lesson-video (inline-size >= 54em) {
  .player.reading { grid-template-columns: minmax(0, 1fr) 21em; }
  .player.reading > :not(.frame, .script) { grid-column: 1 / -1; }
  .player.reading .script { grid-column: 2; grid-row: 1; }
  .player.reading .lines { position: absolute; inset: 0; max-block-size: none; }
}
@container lesson-video (inline-size < 40em) {
  .loud { display: none; }
  .chapter { flex: 1 1 3em; }
  .room { flex: 0; }
  .veil { inset-block-end: auto; min-block-size: 100%; border-radius: var(--_radius); background: var(--_surface); box-shadow: 0 16px 48px rgb(3 7 15 / 45%), inset 0 0 0 1px var(--_line); }
  .quiz { inline-size: 100%; box-shadow: none; padding: 1em; animation: none; }
  .making .steps { display: none; }
  .panel > div { padding: 0.6em 1em; gap: 0.5em; }
  .ghost li { min-block-size: 4lh; }
  .ghost .title { min-block-size: 2lh; }
  .panel:not(.making) { position: relative; min-block-size: 100%; }
  .stage:has(.panel:not(.making)) { aspect-ratio: auto; min-block-size: calc(100cqi / (var(--_ratio, 16 / 9))); display: grid; }
}
@container lesson-video (inline-size < 30em) {
  .controls { padding-inline: 0.4em; }
  .chapter { display: none; }
  .room { flex: 1; }
  .time { padding-inline: 0.2em; font-size: 0.85em; }
  .big { inline-size: 3.6em; block-size: 3.6em; }
  .actions { gap: 0.35em; }
  .actions, .actions > * { flex: 1 1 auto; justify-content: center; }
  .actions > .button svg { display: none; }
  .actions > .button { padding-inline: 0.6em; font-size: 0.9em; gap: 0.35em; }
  .menu { inset-block-end: 3.6em; max-block-size: calc(100% - 4em); }
  :host(:not([bare])) .frame:not(:fullscreen) .menu { inset: calc(100% + 0.4em) 0 auto; inline-size: auto; max-block-size: none; }
}
@container lesson-video (inline-size < 21em) {
  .time span { display: none; }
}
@media (prefers-reduced-motion: reduce) {
  *, ::before, ::after { transition: none !important; animation: none !important; }
}
@media (forced-colors: active) {
  .rail, .dots, .meter i, .steps li::before { forced-color-adjust: none; }
  .line .now { background: Mark; color: MarkText; }
}
`;

const ICONS = {
  play: "M8 5.1v13.8c0 .8.9 1.3 1.5.8l10.2-6.9c.6-.4.6-1.2 0-1.6L9.5 4.3C8.9 3.8 8 4.3 8 5.1z",
  pause: "M7 4.5h3v15H7zM14 4.5h3v15h-3z",
  again: "M4.5 12a7.5 7.5 0 1 0 2.4-5.5M4 3.5V8h4.5",
  loud: "M4 9.5v5h3.5L12 19V5L7.5 9.5zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a7.8 7.8 0 0 1 0 11",
  mute: "M4 9.5v5h3.5L12 19V5L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5",
  captions: "M3 6.5a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2zM10.5 10.3a2.3 2.3 0 1 0 0 3.4M17.5 10.3a2.3 2.3 0 1 0 0 3.4",
  settings: "M4 7h9M19 7h1M4 17h1M11 17h9M16 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM8 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  full: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  small: "M9 4v5H4M15 4v5h5M9 20v-5H4M15 20v-5h5",
  script: "M5 6h14M5 11h14M5 16h9",
  remix: "M4 8h11l-3-3M20 16H9l3 3M15 8a5 5 0 0 1 4 2M9 16a5 5 0 0 1-4-2",
  share: "M12 15V4M8 7.5l4-4 4 4M5 12v7a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1v-7",
  save: "M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14",
  right: "M5 12.5l4.5 4.5L19 7.5",
  wrong: "M7 7l10 10M17 7L7 17",
  next: "M9 6l6 6-6 6",
};
const SOLID = new Set(["play", "pause"]);
const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2];
const SIZES = { Small: 0.8, Normal: 1, Large: 1.3, Huge: 1.7 };
// What needs no language model, so that it can be done wherever videos are drawn.
const WISHES = ["Make it shorter", "Slower", "On a chalkboard", "Vertical", "Add a quiz"];
const CHANGES = "That can't be done here. What can: shorter or longer, slower or faster, on a chalkboard, vertical or square, add a quiz, leave the last part out, only the second part.";
// What the server says it is doing, as the steps that people see; "voice" comes in when it is heard of.
const STEPS = [
  ["brief", "Writing the brief", /brief|answer/],
  ["voice", "Recording the voice", /speaking/],
  ["pictures", "Making the pictures", /draw|join|making|fetch/],
  ["finish", "Finishing", /adding|finish|ready/],
];
const WHY = {
  timeout: "The video service took too long.",
  engine_unreachable: "The video service could not be reached.",
  engine_error: "The video service had a fault.",
  rate_limited: "The video service has too much to do right now.",
  invalid_api_key: "The video service can't be used at the moment.",
  prompt_refused: "The video service does not make videos about this.",
  order_rejected: "The video service could not make a video of this kind.",
  no_lesson: "None of the lessons here covers this.",
  cancelled: "The video was cancelled.",
};

/** An element; `on` is an object of listeners, and whatever else is given becomes an attribute (true: an empty one). */
function h(tag, given = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (name === "on") for (const [event, hear] of Object.entries(value)) element.addEventListener(event, hear);
    else if (value !== false && value != null) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  if (SOLID.has(name)) svg.setAttribute("class", "solid");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

/** Seconds as "1:04". */
function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds || 0));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, String(whole % 60).padStart(2, "0")];
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/** Seconds as they are said: "1 minute 4 seconds". */
function spoken(seconds) {
  const count = (number, unit) => (number ? `${number} ${unit}${number === 1 ? "" : "s"}` : "");
  const whole = Math.max(0, Math.round(seconds || 0));
  return `${count(Math.floor(whole / 60), "minute")} ${count(whole % 60, "second")}`.trim() || "0 seconds";
}

/** The address, if it is one that a page may load or link to. */
function address(text, base) {
  try {
    const url = new URL(text, base);
    return ["http:", "https:", "blob:"].includes(url.protocol) ? url.href : "";
  } catch {
    return "";
  }
}

/** What is remembered from video to video; a page that may not store anything just forgets it. */
const taste = {
  key: "lesson-video",
  read() {
    try {
      return JSON.parse(localStorage.getItem(this.key)) || {};
    } catch {
      return {};
    }
  },
  write(change) {
    try {
      localStorage.setItem(this.key, JSON.stringify({ ...this.read(), ...change }));
    } catch {
      /* not allowed here */
    }
  },
};

/** An error that has words for people. */
class Told extends Error {}

async function call(url, options) {
  let answer;
  try {
    answer = await fetch(url, options);
  } catch {
    throw Object.assign(new Told("The server could not be reached. Check the connection."), { status: 0 });
  }
  const body = await answer.json().catch(() => null);
  if (answer.ok && body) return body;
  const said = body?.error?.message;
  const kind = { 404: "There is no such video here.", 410: "This video was removed because it had reached its age limit.", 429: "That was a little fast. Wait a moment and try again." };
  throw Object.assign(new Told(kind[answer.status] || said || "Something went wrong on the server."), { status: answer.status, said });
}

/** Markdown's everyday part as nodes: headings, lists, code, bold and italics. Links show their text. */
function prose(text) {
  const parts = String(text || "").split(/^```[^\n]*\n([\s\S]*?)^```\s*$/m);
  return parts.flatMap((part, index) => (index % 2 ? [h("pre", { tabindex: "0" }, h("code", {}, part))] : part.split(/\n\s*\n/).map(block)));
}

function block(text) {
  const lines = text.trim().split("\n").filter(Boolean);
  if (!lines.length) return null;
  if (/^#{1,6}\s/.test(lines[0])) return h("p", {}, h("strong", {}, inline(lines.join(" ").replace(/^#+\s/, ""))));
  const item = /^\s*(?:[-*+]|\d+[.)])\s+/;
  if (lines.every((line) => item.test(line))) {
    return h(/^\s*\d/.test(lines[0]) ? "ol" : "ul", {}, lines.map((line) => h("li", {}, inline(line.replace(item, "")))));
  }
  return h("p", {}, inline(lines.join(" ")));
}

function inline(text) {
  const plain = text.replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1");
  return plain.split(/(`[^`]+`|\*\*[^*]+\*\*|\*[^*\s][^*]*\*)/).map((part, index) => {
    if (index % 2 === 0) return part;
    if (part[0] === "`") return h("code", {}, part.slice(1, -1));
    return part.startsWith("**") ? h("strong", {}, part.slice(2, -2)) : h("em", {}, part.slice(1, -1));
  });
}

/** Give what has come the height that was kept for it, until the player gets another width: nothing below it moves. */
function keepRoom(player, promised) {
  if (!promised.size) return;
  const kept = [...promised.keys()].map((name) => player.querySelector(`:scope > .${name}`)).filter(Boolean);
  for (const part of kept) {
    part.style.minBlockSize = `${promised.get(part.classList[0])}px`;
    part.classList.add("kept");
  }
  let width = null;
  const watch = new ResizeObserver(() => {
    width ??= player.offsetWidth;
    if (player.offsetWidth === width) return;
    watch.disconnect();
    for (const part of kept) {
      part.style.minBlockSize = "";
      part.classList.remove("kept");
    }
  });
  watch.observe(player);
}

class LessonVideo extends HTMLElement {
  static observedAttributes = ["src", "captions", "described", "descriptions", "chapters", "sprites", "details", "poster", "transcript", "title", "size", "video-id", "base-url"];

  #root = this.attachShadow({ mode: "open" });
  #given = null; // the reply that a page has set
  #film = {}; // what is shown, whichever way it came
  #title = "";
  #before = []; // the ids of the videos that were remixed into this one
  #loaded = null; // ends everything that one loading has begun
  #due = false;

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    this.#root.adoptedStyleSheets = [sheet];
  }

  // -- from outside

  /** The reply of the chat API (or of /api/videos/<id>), finished or not. */
  get reply() {
    return this.#given;
  }
  set reply(reply) {
    if (reply === this.#given && this.#loaded) return;
    this.#given = reply && typeof reply === "object" ? reply : null;
    this.#before = [];
    this.#reload();
  }

  /** The HTMLVideoElement, once there is a video. */
  get video() {
    return this.#root.querySelector("video");
  }

  /** "loading", "making", "ready", "fallback" or "error". */
  get state() {
    return this.getAttribute("state") || "loading";
  }

  play() {
    return this.video?.play();
  }
  pause() {
    this.video?.pause();
  }

  connectedCallback() {
    if (Object.hasOwn(this, "reply")) {
      const early = this.reply; // set before this class was there
      delete this.reply;
      this.reply = early;
    }
    if (!this.#loaded) this.#reload();
  }

  disconnectedCallback() {
    // A framework that moves an element takes it out and puts it back at once.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#end();
      this.#root.replaceChildren();
    });
  }

  attributeChangedCallback(name, _old, value) {
    if (name === "title") {
      if (value === null) return;
      this.#title = value;
      queueMicrotask(() => this.removeAttribute("title")); // it would pop up wherever the mouse rests on the player
    }
    this.#reload();
  }

  #reload() {
    if (!this.isConnected || this.#due) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      if (this.isConnected) this.#load();
    });
  }

  #end() {
    this.#loaded?.abort();
    this.#loaded = null;
    this.video?.pause();
  }

  /** Only the player, for a frame: nothing in it makes or changes anything. */
  get #bare() {
    return this.hasAttribute("bare");
  }

  get #base() {
    return new URL(this.getAttribute("base-url") || HOME, document.baseURI);
  }

  #api(path) {
    return new URL(path, this.#base.href.replace(/\/?$/, "/")).href;
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  #begin() {
    this.#end();
    this.#loaded = new AbortController();
    return this.#loaded.signal;
  }

  #load() {
    const id = this.#before.length ? null : this.getAttribute("video-id");
    if (this.#given) return this.#take(this.#given);
    if (id && !this.getAttribute("src")) return this.#follow(id);
    const attribute = (name) => address(this.getAttribute(name) ?? "", this.getAttribute("base-url") || document.baseURI);
    const named = (name) => (this.getAttribute(name) ? attribute(name) : "");
    const film = { src: named("src"), captions: named("captions"), described: named("described"), descriptions: named("descriptions"), chapters: named("chapters"), sprites: named("sprites"), details: named("details"), poster: named("poster"), transcript: named("transcript") };
    if (film.src) return this.#show({ ...film, id, title: this.#title, size: this.getAttribute("size") });
    this.#begin();
    this.#wait();
  }

  /** Show what a reply is: a video, the text in its place, or how far it is. */
  #take(reply) {
    const making = reply.status === "queued" || reply.status === "in_progress";
    if (making && reply.videoId) return this.#follow(reply.videoId, reply);
    const url = (name) => (reply[name] && typeof reply[name] === "string" ? address(reply[name], this.#base) : "");
    if (!reply.videoUrl && (reply.content || reply.narration)) return this.#explain(reply);
    if (!url("videoUrl")) return this.#fail("There is nothing to show here.");
    return this.#show({
      id: reply.videoId, title: reply.title || this.#title, size: reply.size, takeaways: reply.keyTakeaways, notes: reply.notes,
      src: url("videoUrl"), poster: url("thumbnailUrl"), captions: url("captionsUrl"), chapters: url("chaptersUrl"),
      described: url("describedUrl"), descriptions: url("descriptionsUrl"),
      sprites: url("spritesUrl"), details: url("detailsUrl"), transcript: url("transcriptUrl"),
    });
  }

  #set(state, ...parts) {
    this.setAttribute("state", state);
    const size = /^(\d+)x(\d+)$/.exec(this.#film.size || this.getAttribute("size") || "");
    const tall = size && Number(size[1]) < Number(size[2]);
    const player = h("div", { class: tall ? "player tall" : "player", part: "player", lang: "en", role: "group", "aria-label": this.#film.title ? `Video: ${this.#film.title}` : "Video" });
    player.style.setProperty("--_ratio", size ? `${size[1]} / ${size[2]}` : "16 / 9");
    player.append(...parts.filter((part) => part && !(this.#bare && "extra" in part.dataset)));
    const focused = this.#root.activeElement !== null;
    const promised = new Map([...this.#root.querySelectorAll(".ghost")].map((ghost) => [ghost.classList[0], ghost.offsetHeight]));
    this.#root.replaceChildren(player);
    if (state === "ready") keepRoom(player, promised);
    return { player, focused };
  }

  #frame(...inside) {
    return h("div", { class: "frame", part: "frame" }, h("div", { class: "stage", part: "stage" }, inside));
  }

  #wait() {
    this.#film = {};
    this.#set("loading", this.#frame(h("div", { class: "skeleton" }), h("p", { class: "said", role: "status" }, "Loading the video")), ...this.#promise());
  }

  /** The room that a video's title, buttons and takeaways will take, so that nothing jumps when they come. */
  #promise() {
    const buttons = [["script", "Transcript"], ["remix", "Remix"], ["share", "Share"], ["save", "Download"]].map(([name, label]) => h("span", { class: "button" }, icon(name), label));
    const ghost = { "data-extra": true, "aria-hidden": "true" };
    return [
      h("div", { class: "head ghost", part: "head", ...ghost }, h("div", { class: "title", part: "title" }, this.#film.title || "\u00a0"), h("div", { class: "actions", part: "actions" }, buttons)),
      h("div", { class: "takeaways card ghost", part: "takeaways", ...ghost }, ...lessons(Array(3).fill("One of the three things that are to be remembered."))),
    ];
  }

  // -- a video that is being made

  async #follow(id, known) {
    const signal = this.#begin();
    const film = `api/videos/${encodeURIComponent(id)}`;
    if (!known) this.#wait();
    this.#film = { id };
    let making = null;
    let streams = true;
    for (let failed = 0; !signal.aborted; ) {
      try {
        const reply = known || (await call(this.#api(film), { signal }));
        known = null;
        failed = 0;
        if (signal.aborted) return;
        if (reply.status !== "queued" && reply.status !== "in_progress") return this.#take(reply);
        making ||= this.#making(id, reply, signal);
        making(reply);
        streams &&= await this.#events(id, making, signal);
        if (streams) continue;
      } catch (error) {
        if (signal.aborted) return;
        const passing = !error.status || error.status >= 500 || error.status === 429;
        if (!passing || (!making && failed >= 1)) return this.#fail(error.message, () => this.#follow(id));
        failed += 1;
        making?.({ step: "The connection was lost; trying again" });
      }
      await new Promise((go) => setTimeout(go, Math.min(1000 * 1.5 ** failed, 10000)));
    }
  }

  /** Hears of progress until the video has ended; false if the stream is refused: then asking is left. */
  #events(id, making, signal) {
    return new Promise((done) => {
      const source = new EventSource(this.#api(`v1/videos/${encodeURIComponent(id)}/events`));
      const close = () => {
        source.close();
        done(true);
      };
      source.addEventListener("video.progress", (event) => {
        try {
          const video = JSON.parse(event.data).data;
          making({ percent: video.progress, step: video.activity, left: video.remaining_seconds, size: video.size });
        } catch {
          /* a line that is not ours */
        }
      });
      source.addEventListener("video.completed", close);
      source.addEventListener("video.failed", close);
      source.addEventListener("error", () => {
        if (source.readyState === EventSource.CLOSED) done(false);
        else making({ step: "The connection was lost; trying again" });
      });
      signal.addEventListener("abort", close);
    });
  }

  #making(id, first, signal) {
    const meter = h("i");
    const bar = h("div", { class: "meter", part: "meter", role: "progressbar", "aria-label": "Progress", "aria-valuemin": 0, "aria-valuemax": 100 }, meter);
    const steps = h("ol", { class: "steps", "aria-label": "Steps" });
    const [doing, figure, remaining, note] = [h("span"), h("span"), h("span"), h("p", { class: "wrong-note", role: "alert" })];
    const said = h("p", { class: "said", role: "status" }); // not every scene, only another step
    const stop = h("button", { type: "button", class: "button", part: "button cancel" }, "Cancel");
    stop.addEventListener("click", async () => {
      stop.disabled = true;
      try {
        await call(this.#api(`v1/videos/${encodeURIComponent(id)}/cancel`), { method: "POST" });
        this.#take(await call(this.#api(`api/videos/${encodeURIComponent(id)}`), {}));
      } catch (error) {
        stop.disabled = false;
        note.textContent = signal.aborted ? "" : error.message;
      }
    });
    const title = first.title ? `Making “${first.title}”` : "Your video is being made";
    const panel = h("div", { class: "panel making", part: "panel" }, h("div", {}, h("p", { class: "h" }, title), h("div", { class: "figures" }, doing, figure), bar, steps,
      h("div", { class: "figures" }, remaining, h("span", { class: "row" }, this.#back(), this.#bare ? null : stop)), note, said));
    this.#film = { id, title: first.title, size: first.size };
    const { player, focused } = this.#set("making", this.#frame(panel), ...this.#promise());
    if (focused) stop.focus();
    let at = 0;
    let voiced = false;
    let percent = 0;
    return (news) => {
      percent = Math.max(percent, news.percent ?? 0);
      const step = news.step || "";
      const left = news.left ?? news.remainingSeconds;
      const heard = STEPS.findIndex(([, , words]) => words.test(step));
      voiced ||= heard === 1;
      at = Math.max(at, heard);
      meter.style.transform = `scaleX(${percent / 100})`;
      bar.setAttribute("aria-valuenow", Math.round(percent));
      figure.textContent = `${Math.round(percent)} %`;
      doing.textContent = step.replace(/^./, (letter) => letter.toUpperCase());
      if (said.textContent !== STEPS[at][1]) said.textContent = STEPS[at][1];
      remaining.textContent = left > 0 ? `About ${spoken(left < 20 ? left : Math.round(left / 5) * 5)} left` : "";
      steps.replaceChildren(...STEPS.map(([name, label], index) => (name === "voice" && !voiced ? null : h("li", { class: index < at ? "done" : index === at ? "now" : false, "aria-current": index === at && "step" }, label, index < at && h("span", { class: "said" }, " (done)")))).filter(Boolean));
      if (news.size && news.size !== this.#film.size) {
        this.#film.size = news.size;
        player.style.setProperty("--_ratio", news.size.replace("x", " / "));
      }
      this.#tell("progress", { phase: "making", videoId: id, percent, step, remainingSeconds: left ?? null });
    };
  }

  #back() {
    if (!this.#before.length) return null;
    return h("button", { type: "button", class: "button quiet", on: { click: () => this.#follow(this.#before.pop()) } }, "Back to the first video");
  }

  // -- no video

  #fail(message, again) {
    this.#begin();
    const title = this.#film.title;
    const retry = h("button", { type: "button", class: "button main", part: "button", on: { click: again || (() => this.#load()) } }, icon("again"), "Try again");
    const panel = h("div", { class: "panel", part: "panel error", role: "alert" }, h("div", {}, h("p", { class: "h" }, "This video can't be shown"), h("p", {}, message), h("div", { class: "actions" }, retry, this.#back())));
    this.#film = { id: this.#film.id, title, size: this.#film.size };
    this.#set("error", this.#frame(panel));
    this.#tell("failed", { videoId: this.#film.id ?? null, message });
  }

  /** The text that stands in for a video, and why. */
  #explain(reply) {
    const signal = this.#begin();
    this.#film = { id: reply.videoId, title: reply.title || this.#title };
    const note = h("p", { class: "wrong-note", role: "alert" });
    // Why in a sentence: the services' own words are for those who run this server, and stand in its log.
    const attempts = listed(reply.attempts).map(({ engine, code }) => h("li", {}, `${engine}: ${WHY[code] || "It could not make the video."}`));
    const why = WHY[reply.reason] || (reply.fallback ? "The video could not be made." : "");
    const retry = h("button", { type: "button", class: "button", part: "button" }, icon("again"), "Try again");
    retry.addEventListener("click", () => this.#retry(reply, retry, note, signal));
    const text = h("article", { class: "text card", part: "fallback" },
      reply.title && h("p", { class: "h" }, reply.title),
      reply.fallback && h("p", { class: "why", role: "status" }, reply.reason === "cancelled" ? why : `${why} Here is the explanation as text.`),
      reply.reason === "cancelled" ? h("p", {}, "You can ask for it again at any time.") : prose(reply.content || reply.narration),
      attempts.length ? h("details", { class: "why" }, h("summary", {}, "What was tried"), h("ul", {}, attempts)) : null,
      reply.fallback && h("div", { class: "actions" }, this.#bare ? null : retry, this.#back()), note);
    const { focused } = this.#set("fallback", text);
    if (focused) retry.focus();
  }

  /** The same wish once more, unless the page that has the player does it (preventDefault on `retry`). */
  async #retry(reply, button, note, signal) {
    const own = new CustomEvent("retry", { detail: { videoId: reply.videoId, reply }, bubbles: true, composed: true, cancelable: true });
    if (!this.dispatchEvent(own)) return;
    button.disabled = true;
    try {
      const { prompt } = await call(this.#api(`v1/videos/${encodeURIComponent(reply.videoId)}`), { signal });
      const video = await this.#post("v1/videos", { prompt }, signal);
      this.#follow(video.id);
    } catch (error) {
      button.disabled = false;
      note.textContent = signal.aborted ? "" : error.message;
    }
  }

  #post(path, body, signal) {
    return call(this.#api(path), { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal });
  }

  // -- the video

  #show(film) {
    const signal = this.#begin();
    this.#film = film;
    const theatre = new Theatre(film, signal, {
      tell: (name, detail) => this.#tell(name, { videoId: film.id ?? null, ...detail }),
      fail: (message) => this.#fail(message, () => this.#load()),
    });
    const remix = film.id ? this.#remix(film.id, signal) : null;
    const actions = h("div", { class: "actions", part: "actions" }, theatre.scriptButton, remix?.button,
      film.id && h("a", { class: "button", part: "button share", href: this.#api(`watch/${encodeURIComponent(film.id)}`), target: "_blank", rel: "noopener" }, icon("share"), "Share", h("span", { class: "said" }, " (its own page, in a new tab)")),
      h("a", { class: "button", part: "button", href: film.src, download: true }, icon("save"), "Download"), this.#back());
    const head = h("div", { class: "head", part: "head", "data-extra": true }, h("div", { class: "title", part: "title" }, film.title || ""), actions);
    const { player } = this.#set("ready", theatre.frame, head, theatre.script, remix?.panel, theatre.takeaways);
    const reading = this.hasAttribute("reading") && this.offsetWidth >= 54 * parseFloat(getComputedStyle(this).fontSize);
    theatre.open(player, { reading: !this.#bare && reading, bare: this.#bare, start: Number(this.getAttribute("start")) || 0 });
  }

  #remix(id, signal) {
    const field = h("input", { id: "wish", type: "text", maxlength: 500, autocomplete: "off", placeholder: "Use a football example" });
    const note = h("p", { class: "wrong-note", role: "alert" });
    const send = h("button", { type: "submit", class: "button main", part: "button" }, "Make it");
    const form = h("form", {}, h("label", { for: "wish" }, "What should be different?"), field, send);
    const chips = WISHES.map((wish) => h("button", { type: "button", class: "button", part: "chip", on: { click: () => go(wish) } }, wish));
    const panel = h("div", { class: "remix card", part: "remix", id: "remix", "data-extra": true, hidden: true }, form, h("div", { class: "actions" }, chips), note);
    const button = h("button", { type: "button", class: "button", part: "button", "aria-expanded": "false", "aria-controls": "remix" }, icon("remix"), "Remix");
    const all = [send, ...chips];
    const go = async (prompt) => {
      if (!prompt.trim()) {
        note.textContent = "Say first what should be different.";
        return field.focus();
      }
      note.textContent = "";
      for (const each of all) each.disabled = true;
      try {
        const video = await this.#post(`v1/videos/${encodeURIComponent(id)}/remix`, { prompt: prompt.trim() }, signal);
        this.#before.push(id);
        this.#tell("remix", { videoId: video.id, from: id, prompt: prompt.trim() });
        this.#follow(video.id);
      } catch (error) {
        if (signal.aborted) return;
        note.textContent = /language model/.test(error.message) ? CHANGES : error.status === 405 ? "This video can't be remixed here." : error.message.replace(/^prompt: /, "");
        for (const each of all) each.disabled = false;
        field.focus();
      }
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      go(field.value);
    });
    button.addEventListener("click", () => {
      panel.hidden = !panel.hidden;
      button.setAttribute("aria-expanded", String(!panel.hidden));
      if (!panel.hidden) field.focus();
    });
    return { panel, button };
  }
}

/** Tells a text by the browser's voice; where it has none, the text is there for as long as it takes to read it. */
class Teller {
  #over = null; // ends what is told

  /** `written` is called if there is no voice, so that the text can be shown, and `done` when it has been told. */
  tell(text, { lang, rate, volume }, written, done) {
    this.hush();
    const engine = globalThis.speechSynthesis;
    const reads = 1500 + (text.length * 70) / rate;
    let timer = 0;
    const over = (finished) => {
      if (this.#over !== over) return;
      this.#over = null;
      clearTimeout(timer);
      engine?.cancel();
      if (finished) done();
    };
    this.#over = over;
    const wait = () => {
      if (this.#over !== over) return;
      written();
      timer = setTimeout(() => over(true), reads);
    };
    if (!engine) return wait();
    const said = Object.assign(new SpeechSynthesisUtterance(text), { lang, rate, volume });
    timer = setTimeout(wait, 2500); // a browser without voices may never say so
    said.onstart = () => {
      clearTimeout(timer);
      timer = setTimeout(() => over(true), 4 * reads);
    };
    said.onend = () => over(true);
    said.onerror = () => {
      clearTimeout(timer);
      wait();
    };
    engine.cancel();
    engine.speak(said);
  }

  /** Stop; whether anything was being told. */
  hush() {
    const told = this.#over !== null;
    this.#over?.(false);
    return told;
  }
}

/** One video with all that belongs to it, until `signal` ends it. */
class Theatre {
  #film;
  #host;
  #signal;
  #video;
  #details = {};
  #chapters = []; // {start, end, title}
  #sentences = []; // {start, end, text, words, line, spans}
  #tiles = []; // {start, end, url, x, y, w, h}
  #quizzes = [];
  #descriptions = []; // {scene, start, end, text}
  #pauses = []; // {at, seconds}: where the described film waits, by the clock of the other one
  #swapped = false; // whether the described film is the one that plays
  #teller = new Teller();
  #asked = null; // the quiz that is waited for
  #last = 0; // where the film was when it was last looked at
  #seen = new Set(); // seconds that have been watched
  #told = -1;
  #line = null; // the index of the sentence that is spoken
  #word = null;
  #scrolled = 0;
  #sleep = 0;
  #ran = false;
  #taste = { captions: true, size: "Normal", speed: 1, volume: 1, muted: false, quizzes: true, descriptions: false, script: null, ...taste.read() };

  constructor(film, signal, host) {
    this.#film = film;
    this.#signal = signal;
    this.#host = host;
    this.#build();
    this.#listen();
  }

  #hear(target, events, hear, options) {
    for (const event of events.split(" ")) target.addEventListener(event, hear, { signal: this.#signal, ...options });
  }

  #tool(name, label, keys, act, more = {}) {
    const button = h("button", { type: "button", class: "tool", part: `control ${name}`, "aria-label": label, title: keys ? `${label} (${keys})` : label, "aria-keyshortcuts": keys, ...more, on: { click: act } }, icon(name));
    return button;
  }

  #label(button, name, label) {
    const keys = button.getAttribute("aria-keyshortcuts");
    button.setAttribute("aria-label", label);
    button.setAttribute("title", keys ? `${label} (${keys})` : label);
    button.replaceChildren(icon(name));
  }

  #build() {
    const film = this.#film;
    const foreign = [film.captions, film.descriptions, film.chapters, film.sprites].some((url) => url && new URL(url).origin !== location.origin);
    const track = (kind, src) => src && h("track", { kind, src, label: kind, "data-is": kind });
    this.#video = h("video", { part: "video", playsinline: true, preload: "metadata", src: film.src, poster: film.poster || null, crossorigin: foreign ? "anonymous" : null, "aria-label": film.title || "Video", tabindex: "-1" },
      track("captions", film.captions), track("descriptions", film.descriptions), track("chapters", film.chapters), track("metadata", film.sprites));
    this.big = h("button", { type: "button", class: "big", part: "big-play", tabindex: "-1", "aria-hidden": "true", on: { click: () => this.#toggle() } }, icon("play"));
    this.busy = h("div", { class: "busy", hidden: true });
    this.caption = h("div", { class: "captions", part: "captions", "aria-hidden": "true", dir: "auto" });
    this.status = h("p", { class: "said", role: "status" });

    this.rail = h("div", { class: "rail", part: "rail" }, h("i", {}, h("b")));
    this.dots = h("div", { class: "dots" });
    this.peek = h("div", { class: "peek", part: "preview", hidden: true }, h("div"), h("span"));
    this.slider = h("input", { type: "range", min: 0, max: 1, step: "any", value: 0, "aria-label": "Position in the video" });
    this.seek = h("div", { class: "seek", part: "seek" }, this.rail, this.dots, this.slider, this.peek);

    this.playButton = this.#tool("play", "Play", "k", () => this.#toggle());
    this.muteButton = this.#tool("loud", "Mute", "m", () => this.#mute());
    this.loud = h("input", { type: "range", class: "loud", min: 0, max: 1, step: 0.05, "aria-label": "Volume" });
    this.time = h("div", { class: "time", part: "time" }, "0:00 ", h("span", {}, "/ 0:00"));
    this.chapterButton = h("button", { type: "button", class: "chapter", part: "chapter", hidden: true, "aria-expanded": "false" }, h("span"), icon("next"));
    this.captionButton = this.#tool("captions", "Captions", "c", () => this.#captions(!this.#taste.captions), { hidden: !film.captions });
    this.settingsButton = this.#tool("settings", "Settings", "", () => this.#menu(this.settings, this.settingsButton), { "aria-expanded": "false" });
    this.fullButton = this.#tool("full", "Full screen", "f", () => this.#full());
    this.chapterButton.addEventListener("click", () => this.#menu(this.list, this.chapterButton));
    this.controls = h("div", { class: "controls", part: "controls", role: "group", "aria-label": "Player controls" }, this.seek,
      h("div", { class: "row" }, this.playButton, this.muteButton, this.loud, this.time, this.chapterButton, h("div", { class: "room" }), this.captionButton, this.settingsButton, this.fullButton));

    this.list = h("div", { class: "menu left", part: "menu", role: "group", "aria-label": "Chapters", tabindex: "-1", hidden: true });
    this.settings = this.#settingsMenu();
    this.stage = h("div", { class: "stage awake fresh", part: "stage" }, this.#video, this.caption, this.big, this.busy, this.controls);
    this.frame = h("div", { class: "frame", part: "frame", tabindex: "-1" }, this.stage, this.list, this.settings, this.status);

    this.lines = h("div", { class: "lines", part: "lines" });
    this.script = h("div", { class: "script card", part: "transcript", id: "script", role: "region", "aria-label": "Transcript", "data-extra": true, hidden: true }, this.lines);
    this.scriptButton = h("button", { type: "button", class: "button", part: "button", "aria-expanded": "false", "aria-controls": "script", on: { click: () => this.#read(this.script.hidden) } }, icon("script"), "Transcript");
    this.takeaways = h("div", { class: "takeaways card", part: "takeaways", "data-extra": true, hidden: true });
    this.#remember(film.takeaways);
    if (film.details && this.takeaways.hidden) {
      this.takeaways.replaceChildren(...lessons(Array(3).fill("One of the three things that are to be remembered.")));
      this.takeaways.classList.add("ghost"); // they come with the details
      this.takeaways.hidden = false;
    }
  }

  #settingsMenu() {
    const pick = (legend, name, options, chosen, act) => h("fieldset", {}, h("legend", {}, legend), h("div", { class: "pick" }, options.map(([value, label]) =>
      h("label", {}, h("input", { type: "radio", name, value, checked: value === chosen, on: { change: () => act(value) } }), label))));
    const film = this.#film;
    this.pauses = h("label", { class: "check", hidden: true }, h("input", { type: "checkbox", checked: this.#taste.quizzes, on: { change: (event) => this.#prefer({ quizzes: event.target.checked }) } }), "Pause for questions");
    this.tells = h("label", { class: "check", hidden: !film.described && !film.descriptions }, h("input", { type: "checkbox", "aria-keyshortcuts": "d", checked: this.#taste.descriptions, on: { change: (event) => this.#describe(event.target.checked) } }), "Descriptions of what is shown");
    const files = [["Video", film.src], ["Described video", film.described], ["Captions", film.captions], ["Transcript", film.transcript]].filter(([, url]) => url);
    return h("div", { class: "menu", part: "menu", role: "group", "aria-label": "Settings", tabindex: "-1", hidden: true },
      pick("Speed", "speed", SPEEDS.map((speed) => [speed, `${speed}×`]), this.#taste.speed, (speed) => this.#speed(speed)),
      film.captions && pick("Size of captions", "size", Object.keys(SIZES).map((size) => [size, size]), this.#taste.size, (size) => this.#size(size)),
      this.pauses,
      this.tells,
      h("p", { class: "h" }, "Download"), h("div", { class: "links" }, files.map(([label, href]) => h("a", { href, download: true }, label))));
  }

  /** Begin, now that everything is in the page. */
  open(player, { reading, bare, start }) {
    this.player = player;
    this.#hear(player, "keydown", (event) => this.#key(event));
    if (start > 0) this.#hear(this.#video, "loadedmetadata", () => this.#go(this.#swapped ? this.#moved(start, true) : start), { once: true });
    this.fullButton.hidden = !(document.fullscreenEnabled || this.#video.webkitEnterFullscreen);
    this.#video.volume = clamp(Number(this.#taste.volume) || 0, 0, 1);
    this.#video.muted = Boolean(this.#taste.muted);
    this.#size(this.#taste.size);
    this.#captions(this.#taste.captions);
    this.#speed(Number(this.#taste.speed) || 1);
    this.scriptButton.hidden = true;
    this.#wantsScript = !bare && (this.#taste.script ?? reading);
    this.#tracks();
    if (this.#film.details) this.#fetch();
    else if (this.#taste.descriptions) this.#swap(true);
    this.#sound();
    this.#draw();
  }

  #wantsScript = false;

  #prefer(change) {
    Object.assign(this.#taste, change);
    taste.write(change);
  }

  // -- what comes with the video

  #tracks() {
    for (const track of this.#video.querySelectorAll("track")) {
      track.track.mode = "hidden"; // loaded, and drawn by us
      const kind = track.dataset.is;
      this.#hear(track, "load", () => {
        const cues = [...(track.track.cues || [])];
        if (this.#swapped) this.#move(cues, "startTime", "endTime", true);
        if (kind === "chapters") this.#chaptersAre(cues.map((cue) => ({ start: cue.startTime, title: plain(cue) })));
        if (kind === "captions") this.#scriptIs(cues.map((cue) => ({ start: cue.startTime, end: cue.endTime, text: plain(cue).replace(/\s+/g, " "), words: [] })), false);
        if (kind === "descriptions" && !this.#descriptions.length) this.#descriptions = cues.map((cue) => ({ start: cue.startTime, end: cue.endTime, text: plain(cue) }));
        if (kind === "metadata") this.#tiles = cues.flatMap((cue) => tile(cue, this.#film.sprites));
      });
      if (kind === "captions") {
        this.#hear(track.track, "cuechange", () => this.#caption());
        this.#hear(track, "error", () => (this.captionButton.hidden = true));
      }
    }
    // iPhones play full screen in a player of their own, which only knows the track.
    const captions = this.#video.querySelector("track[kind=captions]")?.track;
    this.#hear(this.#video, "webkitbeginfullscreen", () => captions && this.#taste.captions && (captions.mode = "showing"));
    this.#hear(this.#video, "webkitendfullscreen", () => captions && (captions.mode = "hidden"));
  }

  async #fetch() {
    let details;
    try {
      details = await call(this.#film.details, { signal: this.#signal });
    } catch {
      details = {}; // the video plays without
    }
    if (this.#signal.aborted) return;
    this.#details = details || {};
    const list = (name) => listed(this.#details[name]);
    this.#quizzes = list("quizzes").filter((quiz) => Array.isArray(quiz.options) && quiz.at >= 0 && quiz.options[quiz.answer] !== undefined).map((quiz) => ({ ...quiz, chosen: null, done: false }));
    const language = typeof this.#details.language === "string" ? this.#details.language : "";
    for (const part of [this.lines, this.takeaways]) part.lang = language;
    this.pauses.hidden = !this.#quizzes.length;
    if (list("chapters").length) this.#chaptersAre(list("chapters"), true);
    const timed = (name) => list(name).filter(({ text, start }) => typeof text === "string" && start >= 0);
    if (timed("descriptions").length) this.#descriptions = timed("descriptions");
    this.#pauses = list("pauses").filter(({ at, seconds }) => at >= 0 && seconds >= 0);
    this.#said = timed("sentences").map((each) => ({ ...each, words: listed(each.words).map((word) => ({ ...word })) }));
    this.#script();
    if (this.takeaways.classList.contains("ghost")) {
      this.takeaways.hidden = true;
      this.#remember(details?.takeaways);
    }
    this.#marks();
    if (this.#taste.descriptions) this.#swap(true);
  }

  #said = []; // the sentences of the details

  /** The transcript of the details: what is said and, for whoever wants it, what is only shown. */
  #script() {
    if (!this.#said.length) return;
    const shown = this.#taste.descriptions ? this.#descriptions.map((each) => ({ ...each, words: [], told: true })) : [];
    this.#scriptIs([...this.#said, ...shown].sort((one, other) => one.start - other.start), true);
  }

  #remember(takeaways) {
    const items = (Array.isArray(takeaways) ? takeaways : []).filter((text) => typeof text === "string" && text.trim());
    if (!items.length) return;
    this.takeaways.replaceChildren(...lessons(items));
    this.takeaways.hidden = false;
    this.takeaways.classList.remove("ghost");
  }

  #chaptersAre(chapters, best = false) {
    const known = chapters.filter(({ start, title }) => start >= 0 && title);
    if (known.length < 2 || (!best && this.#details.chapters?.length)) return;
    this.#chapters = known.map((chapter, index) => ({ ...chapter, end: known[index + 1]?.start ?? Infinity }));
    this.list.replaceChildren(...this.#chapters.map((chapter) => h("button", { type: "button", class: "goto", on: { click: () => this.#choose(chapter) } }, h("time", {}, clock(chapter.start)), h("span", {}, chapter.title))));
    this.chapterButton.hidden = false;
    this.#marks();
    this.#draw();
  }

  #choose(chapter) {
    this.#menu(null);
    this.#go(chapter.start + 0.01);
    this.chapterButton.focus();
    this.#play();
  }

  /** One piece of the bar for each chapter, and a dot where a question waits. */
  #marks() {
    const length = this.#video.duration;
    if (!(length > 0) || length === Infinity) return;
    const starts = this.#chapters.map((chapter) => chapter.start).filter((start) => start > 0.5 && start < length);
    const edges = [0, ...starts, length];
    this.pieces = edges.slice(1).map((end, index) => ({ start: edges[index], end }));
    this.rail.replaceChildren(...this.pieces.map((piece) => {
      const part = h("i", {}, h("b"));
      part.style.flexGrow = piece.end - piece.start;
      return part;
    }));
    this.dots.replaceChildren(...this.#quizzes.map((quiz) => {
      const dot = h("i", { title: "Question" });
      dot.style.insetInlineStart = `${(100 * quiz.at) / length}%`;
      return dot;
    }));
    this.slider.max = length;
    this.#draw();
  }

  // -- what is heard and seen

  #listen() {
    const video = this.#video;
    this.#hear(video, "play playing pause ended seeked timeupdate ratechange", () => this.#draw());
    this.#hear(video, "loadedmetadata durationchange", () => this.#marks());
    this.#hear(video, "loadedmetadata", () => this.#ready(), { once: true });
    this.#hear(video, "play", () => this.#run());
    this.#hear(video, "play", () => this.#teller.hush());
    this.#hear(video, "play", () => this.stage.classList.remove("fresh"), { once: true });
    this.#hear(video, "ended", () => this.#complete());
    this.#hear(video, "seeking", () => (this.#last = video.currentTime));
    this.#hear(video, "waiting", () => (this.busy.hidden = false));
    this.#hear(video, "playing canplay pause seeked", () => (this.busy.hidden = true));
    this.#hear(video, "volumechange", () => this.#sound());
    this.#hear(video, "error", () => this.#broken());
    this.#hear(video, "click", () => (matchMedia("(pointer: coarse)").matches && this.stage.classList.contains("asleep") ? this.#wake() : this.#toggle()));
    this.#hear(video, "dblclick", () => this.#full());
    this.#hear(this.stage, "pointermove pointerdown focusin", () => this.#wake());
    this.#hear(this.stage, "pointerleave", () => this.#doze(600));
    this.#hear(this.slider, "input", () => this.#go(Number(this.slider.value)));
    this.#hear(this.loud, "input", () => this.#volume(Number(this.loud.value)));
    this.#hear(this.seek, "pointermove", (event) => this.#preview(event.clientX));
    this.#hear(this.seek, "pointerleave", () => (this.peek.hidden = true));
    this.#hear(this.lines, "wheel touchmove pointerdown", () => (this.#scrolled = Date.now()), { passive: true });
    this.#hear(document, "fullscreenchange", () => this.#label(this.fullButton, this.#isFull ? "small" : "full", this.#isFull ? "Leave full screen" : "Full screen"));
    this.#hear(this.lines, "keydown", (event) => this.#lineKey(event));
    const outside = (event) => {
      if (!event.composedPath().some((node) => node === this.list || node === this.settings || node === this.settingsButton || node === this.chapterButton)) this.#menu(null);
    };
    this.#hear(document, "pointerdown", outside);
    this.#hear(this.frame, "focusout", (event) => event.relatedTarget && outside({ composedPath: () => ancestors(event.relatedTarget) }));
  }

  get #isFull() {
    return this.frame.matches(":fullscreen");
  }

  #ready() {
    this.#host.tell("ready", { title: this.#film.title || "", duration: this.#video.duration });
  }

  #run() {
    const look = () => {
      if (this.#video.paused || this.#video.ended || this.#signal.aborted) return;
      this.#draw();
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }

  /** Bring everything up to the moment that the film is at. */
  #draw() {
    if (!this.player) return;
    const video = this.#video;
    const [now, length] = [video.currentTime, video.duration || 0];
    const playing = !video.paused && !video.ended;
    if (playing) this.#watch(now);
    const shown = `${clock(now)} /${clock(length)}/${playing}/${video.ended}`;
    if (shown !== this.shown) {
      this.shown = shown;
      this.time.firstChild.data = `${clock(now)} `;
      this.time.lastChild.textContent = `/ ${clock(length)}`;
      this.slider.setAttribute("aria-valuetext", `${spoken(now)} of ${spoken(length)}`);
      this.#label(this.playButton, video.ended ? "again" : playing ? "pause" : "play", video.ended ? "Play again" : playing ? "Pause" : "Play");
      this.big.replaceChildren(icon(video.ended ? "again" : "play"));
      this.big.hidden = playing || (now > 0 && !video.ended) || this.#asked !== null;
    }
    // Only when it changes: begun anew at every second, the time to go would never be over.
    if (playing !== this.#ran) {
      this.#ran = playing;
      if (playing) this.#doze();
      else this.#wake();
    }
    this.slider.value = now;
    (this.pieces || []).forEach((piece, index) => {
      this.rail.children[index].firstChild.style.transform = `scaleX(${clamp((now - piece.start) / (piece.end - piece.start), 0, 1)})`;
    });
    this.#chapter(now);
    this.#speak(now);
    this.#last = now;
  }

  #chapter(now) {
    const index = this.#chapters.findLastIndex((chapter) => chapter.start <= now + 0.05);
    if (index < 0 || index === this.at) return;
    this.at = index;
    this.chapterButton.firstChild.textContent = this.#chapters[index].title;
    this.chapterButton.setAttribute("aria-label", `Chapters; now: ${this.#chapters[index].title}`);
    [...this.list.children].forEach((item, each) => item.setAttribute("aria-current", String(each === index)));
  }

  /** What the host page hears of somebody watching, and the quizzes on the way. */
  #watch(now) {
    if (now < this.#last || now - this.#last > 2) return; // it jumped
    this.#seen.add(Math.floor(now));
    if (this.#taste.quizzes && !this.#asked) {
      const quiz = this.#quizzes.find((each) => !each.done && this.#last < each.at && each.at <= now);
      if (quiz) return this.#ask(quiz);
    }
    if (this.#taste.descriptions && !this.#swapped && !this.#asked) {
      const shown = this.#descriptions.find((each) => this.#last < each.start && each.start <= now);
      if (shown) return this.#tell(shown);
    }
    const tenth = Math.floor((10 * now) / (this.#video.duration || Infinity));
    if (tenth !== this.#told) {
      this.#told = tenth;
      this.#host.tell("progress", { phase: "watching", percent: Math.round((100 * now) / this.#video.duration), ...this.#watched });
    }
  }

  get #watched() {
    const length = this.#video.duration || 0;
    return { currentTime: this.#video.currentTime, duration: length, watched: length ? Math.min(1, this.#seen.size / Math.max(1, Math.floor(length))) : 0 };
  }

  #complete() {
    this.#last = 0;
    const answered = this.#quizzes.filter((quiz) => quiz.chosen !== null);
    this.#host.tell("complete", { ...this.#watched, questions: this.#quizzes.length, answered: answered.length, correct: answered.filter((quiz) => quiz.chosen === quiz.answer).length });
  }

  async #broken() {
    if (this.#swapped) {
      this.#swap(false);
      this.#film.described = "";
      return;
    }
    const status = await fetch(this.#film.src, { method: "HEAD", signal: this.#signal }).then((answer) => answer.status, () => 0);
    if (this.#signal.aborted) return;
    const why = { 0: "It could not be loaded. Check the connection.", 404: "It is not here any more.", 410: "It was removed because it had reached its age limit. Ask for a new one." };
    this.#host.fail(why[status] || "This browser can't play it.");
  }

  #caption() {
    const track = this.#video.querySelector("track[kind=captions]")?.track;
    const lines = this.#taste.captions && track ? [...(track.activeCues || [])].map(plain) : [];
    this.caption.replaceChildren(...lines.map((line) => h("span", {}, line)));
  }

  // -- acts

  #play() {
    return this.#video.play()?.catch(() => {}); // browsers may want a click first
  }

  #toggle() {
    if (this.#asked) return this.#goOn();
    if (this.#teller.hush()) return this.#play();
    if (this.#video.paused || this.#video.ended) return this.#play();
    return this.#video.pause();
  }

  #go(seconds) {
    this.#teller.hush();
    this.#video.currentTime = clamp(seconds, 0, this.#video.duration || 0);
    this.#draw();
  }

  #mute() {
    this.#video.muted = !this.#video.muted;
    this.#prefer({ muted: this.#video.muted });
    this.#say(this.#video.muted ? "Muted" : "Sound on");
  }

  #volume(value) {
    this.#video.volume = clamp(value, 0, 1);
    this.#video.muted = value <= 0;
    this.#prefer({ volume: this.#video.volume || 0.5, muted: this.#video.muted });
  }

  #sound() {
    const quiet = this.#video.muted || this.#video.volume === 0;
    this.#label(this.muteButton, quiet ? "mute" : "loud", quiet ? "Unmute" : "Mute");
    this.loud.value = quiet ? 0 : this.#video.volume;
    this.loud.setAttribute("aria-valuetext", `${Math.round(Number(this.loud.value) * 100)} %`);
  }

  #captions(on) {
    this.#prefer({ captions: on });
    this.captionButton.setAttribute("aria-pressed", String(on));
    this.#caption();
  }

  // -- descriptions: by the film that speaks them, or else by the browser's voice while the film waits

  #describe(on) {
    this.#prefer({ descriptions: on });
    this.tells.querySelector("input").checked = on;
    this.#teller.hush();
    this.#script();
    this.#swap(on);
    this.#say(on ? "Descriptions on" : "Descriptions off");
  }

  /** Play the described film, or the other one again, from the same place on; nothing if there is none. */
  #swap(on) {
    if (!this.#film.described || on === this.#swapped) return;
    const video = this.#video;
    const [runs, at] = [!video.paused && !video.ended, this.#moved(video.currentTime, on)];
    const start = Number.isFinite(video.duration) ? at : null; // what was to be gone to first is still to come
    this.#swapped = on;
    this.#retime(on);
    video.src = on ? this.#film.described : this.#film.src;
    const signal = this.#signal;
    video.addEventListener("loadedmetadata", () => {
      if (start !== null) this.#go(start);
      if (runs) this.#play();
    }, { signal, once: true });
  }

  /** A moment of one film as one of the other: of the described film if `on`, else of the one without. */
  #moved(moment, on) {
    let waited = 0;
    for (const { at, seconds } of this.#pauses) {
      if (on ? moment <= at : moment <= at + waited) break;
      if (!on && moment <= at + waited + seconds) return at;
      waited += seconds;
    }
    return on ? moment + waited : moment - waited;
  }

  /** Everything that has a time moves along with the film. */
  #retime(on) {
    this.#move([...this.#said, ...this.#said.flatMap(({ words }) => words), ...this.#descriptions, ...this.#chapters, ...this.#tiles], "start", "end", on);
    this.#move(this.#quizzes, "at", "resume", on);
    this.#move(this.#video.querySelector("track[kind=captions]")?.track.cues || [], "startTime", "endTime", on);
    if (this.#chapters.length) this.#chaptersAre(this.#chapters, true);
    this.#script();
  }

  #move(things, from, to, on) {
    for (const thing of things) for (const name of [from, to]) if (thing[name] >= 0) thing[name] = this.#moved(thing[name], on);
  }

  #tell(shown) {
    const video = this.#video;
    video.pause();
    this.#last = video.currentTime;
    this.caption.replaceChildren(h("span", {}, shown.text));
    const manner = { lang: this.#details.language || "", rate: video.playbackRate, volume: video.muted ? 0 : video.volume };
    this.#signal.addEventListener("abort", () => this.#teller.hush(), { once: true });
    this.#teller.tell(shown.text, manner, () => this.#say(shown.text), () => {
      this.#caption();
      this.#play();
    });
  }

  #size(size) {
    this.#prefer({ size: SIZES[size] ? size : "Normal" });
    this.frame.style.setProperty("--_cap", SIZES[this.#taste.size]);
  }

  #speed(speed) {
    this.#video.playbackRate = this.#video.defaultPlaybackRate = clamp(speed, 0.5, 2);
    this.#prefer({ speed });
    for (const input of this.settings.querySelectorAll("[name=speed]")) input.checked = Number(input.value) === speed;
  }

  #full() {
    if (this.#isFull) return document.exitFullscreen();
    if (this.frame.requestFullscreen && document.fullscreenEnabled) return this.frame.requestFullscreen().catch(() => {});
    return this.#video.webkitEnterFullscreen?.();
  }

  #say(text) {
    this.status.textContent = text;
  }

  #menu(menu, button) {
    const opens = menu?.hidden;
    for (const [each, its] of [[this.list, this.chapterButton], [this.settings, this.settingsButton]]) {
      each.hidden = !(each === menu && opens);
      its.setAttribute("aria-expanded", String(!each.hidden));
    }
    if (opens) (menu.querySelector(":checked, [aria-current=true]") || menu.querySelector("button, input"))?.focus();
    else if (menu) button.focus();
  }

  #wake() {
    this.stage.classList.add("awake");
    this.stage.classList.remove("asleep");
    this.#doze();
  }

  /** Controls go when the film runs and nobody touches or reaches for them. */
  #doze(after = 2600) {
    clearTimeout(this.#sleep);
    this.#sleep = setTimeout(() => {
      const used = this.controls.matches(":hover, :has(:focus-visible)") || !this.list.hidden || !this.settings.hidden;
      if (this.#video.paused || this.#signal.aborted) return;
      if (used) return this.#doze(after);
      this.stage.classList.remove("awake");
      this.stage.classList.add("asleep");
    }, after);
  }

  #preview(x) {
    const box = this.rail.getBoundingClientRect();
    const length = this.#video.duration;
    if (!(length > 0) || !box.width) return;
    const share = clamp((x - box.left) / box.width, 0, 1);
    const at = share * length;
    const tile = this.#tiles.find((each) => each.start <= at && at < each.end) || this.#tiles.at(-1);
    const [picture, label] = this.peek.children;
    picture.hidden = !tile;
    if (tile) {
      Object.assign(picture.style, { inlineSize: `${tile.w}px`, blockSize: `${tile.h}px`, background: `url("${encodeURI(decodeURI(tile.url))}") -${tile.x}px -${tile.y}px no-repeat`, boxSizing: "content-box" });
    }
    const chapter = this.#chapters.findLast((each) => each.start <= at);
    label.textContent = chapter ? `${clock(at)} · ${chapter.title}` : clock(at);
    this.peek.hidden = false;
    this.peek.style.insetInlineStart = `${clamp(share * box.width - this.peek.offsetWidth / 2, 0, box.width - this.peek.offsetWidth)}px`;
  }

  // -- keys, as players have them

  #key(event) {
    const target = event.composedPath()[0];
    const kind = target.type || "";
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.isContentEditable || /^(text|search|email|url|textarea|select.*)$/.test(kind)) return;
    const { key } = event;
    if (key === "Escape") return this.#escape(event);
    if (key === " " && (target.matches("button, summary, a, [type=checkbox], [type=radio]") || kind === "button")) return;
    if (/^(Arrow|Home|End)/.test(key) && (kind === "radio" || target === this.loud)) return;
    const acts = {
      " ": () => this.#toggle(), k: () => this.#toggle(),
      ArrowLeft: () => this.#skip(-5), ArrowRight: () => this.#skip(5), j: () => this.#skip(-10), l: () => this.#skip(10),
      ArrowUp: () => this.#louder(0.1), ArrowDown: () => this.#louder(-0.1),
      m: () => this.#mute(), f: () => this.#full(), d: () => !this.tells.hidden && this.#describe(!this.#taste.descriptions), c: () => !this.captionButton.hidden && this.#captions(!this.#taste.captions),
      "<": () => this.#faster(-1), ">": () => this.#faster(1),
      Home: () => this.#go(0), End: () => this.#go(this.#video.duration - 0.1),
    };
    const digit = /^\d$/.test(key) ? Number(key) : null;
    const act = digit === null ? acts[key.length === 1 ? key.toLowerCase() : key] : () => this.#digit(digit);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
    this.#wake();
  }

  #digit(digit) {
    if (!this.#asked) return this.#go((this.#video.duration * digit) / 10);
    if (digit >= 1 && digit <= this.#asked.options.length) this.#answer(digit - 1);
  }

  #escape(event) {
    const button = !this.list.hidden ? this.chapterButton : !this.settings.hidden ? this.settingsButton : null;
    if (button) {
      this.#menu(null);
      button.focus();
    } else if (this.#asked) this.#goOn();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #skip(seconds) {
    if (this.#asked) return;
    this.#go(this.#video.currentTime + seconds);
    this.#say(`${spoken(this.#video.currentTime)}`);
  }

  #louder(step) {
    this.#volume(clamp((this.#video.muted ? 0 : this.#video.volume) + step, 0, 1));
    this.#say(`Volume ${Math.round(this.#video.volume * 100)} %`);
  }

  #faster(step) {
    const at = SPEEDS.findLastIndex((speed) => speed <= this.#video.playbackRate + 0.01);
    this.#speed(SPEEDS[clamp(at + step, 0, SPEEDS.length - 1)]);
    this.#say(`Speed ${this.#video.playbackRate}×`);
  }

  // -- questions

  #ask(quiz) {
    this.#asked = quiz;
    this.#video.pause();
    this.#go(quiz.at);
    this.#menu(null);
    const answers = quiz.options.map((text, index) => h("button", { type: "button", class: "answer", part: "quiz-option", on: { click: () => this.#answer(index) } }, h("b", { "aria-hidden": "true" }, "ABCD"[index] || index + 1), h("span", {}, text)));
    this.answers = answers;
    this.verdict = h("p", { class: "verdict", role: "status" });
    this.goes = h("button", { type: "button", class: "button", part: "button", on: { click: () => this.#goOn() } }, "Skip");
    const many = this.#quizzes.length > 1;
    this.quiz = h("div", { class: "veil" }, h("div", { class: "quiz", part: "quiz", role: "group", "aria-labelledby": "question", tabindex: "-1", lang: this.#details.language },
      h("p", { class: "eyebrow" }, many ? `Question ${this.#quizzes.indexOf(quiz) + 1} of ${this.#quizzes.length}` : "A question for you"),
      h("p", { class: "h", id: "question" }, quiz.question), h("ol", {}, answers.map((each) => h("li", {}, each))), this.verdict, h("div", { class: "ends" }, this.goes)));
    const here = this.frame.contains(this.frame.getRootNode().activeElement) || this.#isFull;
    this.controls.inert = true;
    this.frame.append(this.quiz);
    this.#say(`The video waits for you. ${quiz.question}`);
    // Somebody who types elsewhere on the page must not lose their place.
    if (here || document.activeElement === document.body) answers[0].focus({ preventScroll: true });
  }

  #answer(index) {
    const quiz = this.#asked;
    if (!quiz || quiz.chosen !== null) return;
    quiz.chosen = index;
    const correct = index === quiz.answer;
    this.answers.forEach((button, each) => {
      button.disabled = true;
      const mark = each === quiz.answer ? "right" : each === index ? "wrong" : "";
      if (!mark) return;
      button.classList.add(mark);
      button.firstChild.replaceChildren(icon(mark));
      button.append(h("span", { class: "said" }, mark === "right" ? " (the right answer)" : " (your answer)"));
    });
    const right = quiz.options[quiz.answer];
    this.verdict.replaceChildren(h("strong", { class: correct ? "good" : "bad" }, correct ? "That's right. " : `Not quite: it is “${right}”. `), quiz.reason || "");
    this.goes.textContent = "Go on";
    this.goes.classList.add("main");
    this.goes.focus({ preventScroll: true });
    this.#host.tell("quiz-answer", { index: this.#quizzes.indexOf(quiz), question: quiz.question, options: quiz.options, chosen: index, answer: quiz.answer, correct, at: quiz.at });
  }

  #goOn() {
    const quiz = this.#asked;
    const had = this.quiz.contains(this.frame.getRootNode().activeElement);
    quiz.done = true;
    this.#asked = null;
    this.quiz.remove();
    this.controls.inert = false;
    this.#say("");
    this.#go(Math.max(quiz.resume ?? 0, quiz.at + 0.01));
    if (had) this.playButton.focus({ preventScroll: true });
    this.#play();
  }

  // -- the transcript

  #scriptIs(sentences, best) {
    if (!sentences.length || (!best && this.#details.sentences?.length)) return;
    const known = [];
    let scene = -1;
    let speaker = "";
    const parts = [];
    sentences.forEach((sentence, index) => {
      const chapter = best && sentence.scene !== scene ? this.#chapters[sentence.scene] : null;
      scene = sentence.scene;
      if (chapter) parts.push(h("p", { class: "h" }, chapter.title));
      const { nodes, spans } = wordsOf(sentence);
      const named = typeof sentence.speaker === "string" ? sentence.speaker : "";
      if (named && named !== speaker) nodes.unshift(h("b", {}, `${named}: `));
      speaker = named;
      const line = h("button", { type: "button", class: "line", part: "line", tabindex: index ? "-1" : "0", on: { click: () => this.#jump(sentence.start) } }, h("time", {}, clock(sentence.start)), sentence.told && h("span", { class: "said", lang: "en" }, "Description: "), h("span", { dir: "auto", class: sentence.told && "told" }, nodes));
      known.push({ ...sentence, line, spans });
      parts.push(line);
    });
    this.#sentences = known;
    this.#line = this.#word = null;
    this.lines.replaceChildren(...parts);
    this.scriptButton.hidden = false;
    if (this.#wantsScript) this.#read(true, false);
    this.#draw();
  }

  #read(open, keep = true) {
    this.script.hidden = !open;
    this.scriptButton.setAttribute("aria-expanded", String(open));
    this.player?.classList.toggle("reading", open);
    if (keep) this.#prefer({ script: open });
    this.#line = null;
    this.#draw();
  }

  #jump(seconds) {
    if (this.#asked) this.#asked.done = true;
    if (this.#asked) this.#goOn();
    this.#scrolled = 0;
    this.#go(seconds + 0.01);
    this.#play();
  }

  /** Mark the sentence and the word that are spoken. */
  #speak(now) {
    if (this.script.hidden || !this.#sentences.length) return;
    const at = this.#sentences.findLastIndex((sentence) => sentence.start <= now + 0.05);
    const sentence = this.#sentences[Math.max(0, at)];
    if (at !== this.#line) {
      for (const each of this.#sentences) each.line.toggleAttribute("aria-current", false);
      if (at >= 0) sentence.line.setAttribute("aria-current", "true");
      this.#line = at;
      if (!this.lines.matches(":has(:focus-visible)")) this.#stop(sentence.line);
      if (Date.now() - this.#scrolled > 4000) {
        const top = sentence.line.offsetTop - (this.lines.clientHeight - sentence.line.offsetHeight) / 2;
        this.lines.scrollTo({ top, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
      }
    }
    const spoken = at < 0 ? -1 : sentence.words.findLastIndex((word) => word.start <= now + 0.05);
    const word = spoken >= 0 && now <= sentence.words[spoken].end + 0.4 ? sentence.spans[spoken] : null;
    if (word === this.#word) return;
    this.#word?.classList.remove("now");
    word?.classList.add("now");
    this.#word = word;
  }

  /** The one line that Tab comes to; arrows go on from there. */
  #stop(line) {
    for (const each of this.#sentences) each.line.tabIndex = each.line === line ? 0 : -1;
  }

  #lineKey(event) {
    const at = this.#sentences.findIndex(({ line }) => line === event.composedPath()[0].closest?.(".line"));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: this.#sentences.length - 1 }[event.key];
    if (at < 0 || to === undefined) return false;
    event.preventDefault();
    event.stopPropagation();
    const { line } = this.#sentences[clamp(to, 0, this.#sentences.length - 1)];
    this.#stop(line);
    this.#scrolled = Date.now();
    line.focus();
    return true;
  }
}

/** The objects of a list; none of what is no list. */
function listed(value) {
  return Array.isArray(value) ? value.filter((each) => each && typeof each === "object") : [];
}

/** Takeaways as a list under its name. */
function lessons(items) {
  const name = "What to remember";
  return [h("p", { class: "h", "aria-hidden": "true" }, name), h("ol", { "aria-label": name }, items.map((text) => h("li", {}, h("span", { dir: "auto" }, text))))];
}

/** A cue's text without its markup. */
function plain(cue) {
  return cue.getCueAsHTML().textContent;
}

/** A small picture of the sprite sheet, as a cue names it: "sheet.jpg#xywh=0,0,160,90". */
function tile(cue, base) {
  const match = /^(.*)#xywh=(\d+),(\d+),(\d+),(\d+)\s*$/.exec(cue.text.trim());
  const url = match && address(match[1], base);
  if (!url) return [];
  const [x, y, w, h] = match.slice(2).map(Number);
  return [{ start: cue.startTime, end: cue.endTime, url, x, y, w, h }];
}

/** A sentence's text as nodes, with a span for each word that has a time. */
function wordsOf({ text, words }) {
  const [nodes, spans] = [[], []];
  let from = 0;
  for (const word of words || []) {
    const at = text.indexOf(word.text, from);
    const span = h("span", {}, word.text);
    if (at > from) nodes.push(text.slice(from, at));
    if (at < 0) nodes.push(" ");
    else from = at + word.text.length;
    nodes.push(span);
    spans.push(span);
  }
  nodes.push(text.slice(from));
  return { nodes, spans };
}

function ancestors(node) {
  const path = [];
  for (let each = node; each; each = each.parentNode || each.host) path.push(each);
  return path;
}

if (!customElements.get("lesson-video")) customElements.define("lesson-video", LessonVideo);
