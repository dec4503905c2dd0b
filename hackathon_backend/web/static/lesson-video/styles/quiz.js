/** A question over the video. */
export const QUIZ_STYLE = `
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
`;
