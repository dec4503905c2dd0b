/** How all of it changes with the room there is, and with what the system asks for: it comes last, to win. */
export const NARROW_STYLE = `
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
  .ghost li { min-block-size: 3lh; }
  .ghost .title { min-block-size: 2lh; }
  .panel:not(.making) { position: relative; min-block-size: 100%; }
  .stage:has(.panel:not(.making)) { aspect-ratio: auto; min-block-size: calc(100cqi / (var(--_ratio, 16 / 9))); display: grid; }
}
@container lesson-video (inline-size < 30em) {
  .controls { padding-inline: 0.4em; }
  .chapter { display: none; }
  .room { flex: 1; }
  .time { padding-inline: 0.2em; font-size: 0.85em; }
  .code { display: none; }
  .language { padding-inline: 0; justify-content: center; }
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
