/** Colours that a page may set, and what all elements begin with. */
export const BASE_STYLE = `
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
`;
