/** The bar of buttons at the foot of the video, with the seek bar. */
export const CONTROLS_STYLE = `
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
.language { display: inline-flex; align-items: center; gap: 0.25em; padding-inline: 0.5em; }
.language[hidden] { display: none; }
.code { font-size: 0.75em; font-weight: 600; letter-spacing: 0.03em; }
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
`;
