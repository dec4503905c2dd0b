/** Chapters and settings. */
export const MENUS_STYLE = `
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
.goto { align-items: baseline; }
.goto small { margin-inline-start: auto; color: var(--_muted); }
.goto:hover { background: var(--_sunken); }
.goto[aria-current="true"] { background: var(--_sunken); font-weight: 600; }
time { color: var(--_muted); font-variant-numeric: tabular-nums; font-weight: 400; }
`;
