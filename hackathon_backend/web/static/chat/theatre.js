/** A video of the chat, enlarged in the place of the lesson. */
import { h } from "../dom.js";

const main = document.getElementById("main");
const stage = document.getElementById("theatre-stage");
const title = document.getElementById("theatre-title");
const close = document.getElementById("theatre-close");
let from = null;
let opener = null;
let inOther = false; // whether another language was chosen meanwhile: its times are those of another film

/** Show `reply` enlarged, from where `player` stands; `button` gets the keyboard back in the end. */
export function enlarge(reply, player, button) {
  [from, opener] = [player, button];
  const large = h("lesson-video", { class: "player", "aria-label": reply.title, start: player.video?.currentTime ?? 0, reading: true });
  inOther = false;
  large.addEventListener("language", () => (inOther = true));
  const plays = player.video && !player.video.paused;
  player.pause?.();
  player.style.visibility = "hidden";
  large.reply = reply;
  title.textContent = reply.title;
  stage.replaceChildren(large);
  main.dataset.theatre = "";
  if (plays) large.addEventListener("ready", () => large.play(), { once: true });
  close.focus();
}

/** Set up the way back. */
export function setUpTheatre() {
  close.addEventListener("click", leave);
  document.getElementById("theatre").addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && !document.fullscreenElement) leave();
  });
}

function leave() {
  const at = stage.querySelector("lesson-video")?.video?.currentTime;
  stage.replaceChildren();
  delete main.dataset.theatre;
  if (!from) return;
  from.style.visibility = "";
  if (from.video && at && !inOther) from.video.currentTime = at;
  opener?.focus();
}
