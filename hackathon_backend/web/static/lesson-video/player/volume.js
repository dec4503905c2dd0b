import { h } from "../dom.js";
import { clamp } from "../values.js";
import { relabel, toolButton } from "./buttons.js";

/** How loud it is. */
export class Volume {
  #player;
  button = toolButton("loud", "Mute", "m", () => this.mute());
  slider = h("input", { type: "range", class: "loud", min: 0, max: 1, step: 0.05, "aria-label": "Volume" });

  constructor(player) {
    this.#player = player;
    player.hear(this.slider, "input", () => this.#set(Number(this.slider.value)));
    player.hear(player.video, "volumechange", () => this.draw());
  }

  open() {
    const { preferences, video } = this.#player;
    video.volume = clamp(Number(preferences.get("volume")) || 0, 0, 1);
    video.muted = Boolean(preferences.get("muted"));
  }

  mute() {
    const { preferences, video } = this.#player;
    video.muted = !video.muted;
    preferences.set({ muted: video.muted });
    this.#player.say(video.muted ? "Muted" : "Sound on");
  }

  change(step) {
    const { video } = this.#player;
    this.#set((video.muted ? 0 : video.volume) + step);
    this.#player.say(`Volume ${Math.round(video.volume * 100)} %`);
  }

  #set(value) {
    const { preferences, video } = this.#player;
    video.volume = clamp(value, 0, 1);
    video.muted = value <= 0;
    preferences.set({ volume: video.volume || 0.5, muted: video.muted });
  }

  draw() {
    const { video } = this.#player;
    const quiet = video.muted || video.volume === 0;
    relabel(this.button, quiet ? "mute" : "loud", quiet ? "Unmute" : "Mute");
    this.slider.value = quiet ? 0 : video.volume;
    this.slider.setAttribute("aria-valuetext", `${Math.round(Number(this.slider.value) * 100)} %`);
  }
}
