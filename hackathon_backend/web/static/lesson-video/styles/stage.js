/** The video itself, what lies on it, and its captions. */
export const STAGE_STYLE = `
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
`;
