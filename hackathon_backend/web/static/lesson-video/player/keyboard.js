const TEXT_FIELDS = /^(text|search|email|url|textarea|select.*)$/;
const PRESSED_BY_SPACE = "button, summary, a, [type=checkbox], [type=radio]";

/** What a key does to the player, as players have them; the field that it was pressed in may want it for itself. */
export function pressKey(player, event) {
  const target = event.composedPath()[0];
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || takes(player, target, event.key)) return;
  const act = event.key === "Escape" ? escapeOf(player) : /^\d$/.test(event.key) ? () => pressDigit(player, Number(event.key)) : actOf(player, event.key);
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
  if (event.key !== "Escape") player.idle.wake();
}

function takes(player, target, key) {
  const kind = target.type || "";
  if (target.isContentEditable || TEXT_FIELDS.test(kind)) return true;
  if (key === " ") return target.matches(PRESSED_BY_SPACE) || kind === "button";
  return /^(Arrow|Home|End)/.test(key) && (kind === "radio" || target === player.volume.slider);
}

function actOf(player, key) {
  const { captions, descriptions, fullScreen, settings, video, volume } = player;
  const acts = {
    " ": () => player.toggle(), k: () => player.toggle(),
    ArrowLeft: () => player.skip(-5), ArrowRight: () => player.skip(5), j: () => player.skip(-10), l: () => player.skip(10),
    ArrowUp: () => volume.change(0.1), ArrowDown: () => volume.change(-0.1),
    m: () => volume.mute(), f: () => fullScreen.toggle(), d: () => descriptions.toggle(), c: () => captions.toggle(),
    "<": () => settings.faster(-1), ">": () => settings.faster(1),
    Home: () => player.go(0), End: () => player.go(video.duration - 0.1),
  };
  return acts[key.length === 1 ? key.toLowerCase() : key];
}

/** A digit is an answer while a question waits, and else a tenth of the film. */
function pressDigit(player, digit) {
  if (player.quizzes.asks) player.quizzes.answer(digit - 1);
  else player.go((player.video.duration * digit) / 10);
}

function escapeOf({ menus, quizzes }) {
  if (menus.anyOpen) return () => menus.escape();
  return quizzes.asks ? () => quizzes.goOn() : null;
}
