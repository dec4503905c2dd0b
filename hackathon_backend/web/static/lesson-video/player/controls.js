import { h } from "../dom.js";
import { icon } from "../icons.js";
import { clock } from "../values.js";
import { relabel, toolButton } from "./buttons.js";

/** The bar at the foot of the video, and the large button on it. */
export class Controls {
  #player;
  #shown = "";
  #time = h("div", { class: "time", part: "time" }, "0:00 ", h("span", {}, "/ 0:00"));
  big = h("button", { type: "button", class: "big", part: "big-play", tabindex: "-1", "aria-hidden": "true", on: { click: () => this.#player.toggle() } }, icon("play"));
  busy = h("div", { class: "busy", hidden: true });
  playButton = toolButton("play", "Play", "k", () => this.#player.toggle());

  constructor(player) {
    this.#player = player;
    const { captions, chapters, fullScreen, languages, seekBar, settings, video, volume } = player;
    this.element = h("div", { class: "controls", part: "controls", role: "group", "aria-label": "Player controls" }, seekBar.element,
      h("div", { class: "row" }, this.playButton, volume.button, volume.slider, this.#time, chapters.button, h("div", { class: "room" }), captions.button, languages.button, settings.button, fullScreen.button));
    player.hear(video, "waiting", () => (this.busy.hidden = false));
    player.hear(video, "playing canplay pause seeked", () => (this.busy.hidden = true));
  }

  draw(now, length, playing) {
    const { ended } = this.#player.video;
    const shown = `${clock(now)} /${clock(length)}/${playing}/${ended}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#time.firstChild.data = `${clock(now)} `;
    this.#time.lastChild.textContent = `/ ${clock(length)}`;
    this.#player.seekBar.describe(now, length);
    relabel(this.playButton, ended ? "again" : playing ? "pause" : "play", ended ? "Play again" : playing ? "Pause" : "Play");
    this.big.replaceChildren(icon(ended ? "again" : "play"));
    this.big.hidden = playing || (now > 0 && !ended) || this.#player.quizzes.asks;
  }
}
