import { h } from "../dom.js";
import { toolButton } from "./buttons.js";
import { moveTimes } from "./film-times.js";
import { plain } from "./tracks.js";

export const CAPTION_SIZES = { Small: 0.8, Normal: 1, Large: 1.3, Huge: 1.7 };

/** The words that are spoken, over the foot of the video. */
export class Captions {
  #player;
  element = h("div", { class: "captions", part: "captions", "aria-hidden": "true", dir: "auto" });
  button = toolButton("captions", "Captions", "c", () => this.toggle());

  constructor(player) {
    this.#player = player;
    this.button.hidden = !player.film.captions;
  }

  get #track() {
    return this.#player.video.querySelector("track[kind=captions]");
  }

  get #shows() {
    return this.#player.preferences.get("captions");
  }

  open() {
    this.resize(this.#player.preferences.get("size"));
    this.turn(this.#shows);
  }

  /** Listen to the track, which is drawn here and not by the browser. */
  listen() {
    const [player, track] = [this.#player, this.#track];
    if (!track) return;
    player.hear(track.track, "cuechange", () => this.draw());
    player.hear(track, "error", () => (this.button.hidden = true));
    // iPhones play full screen in a player of their own, which only knows the track.
    player.hear(player.video, "webkitbeginfullscreen", () => this.#shows && (track.track.mode = "showing"));
    player.hear(player.video, "webkitendfullscreen", () => (track.track.mode = "hidden"));
  }

  draw() {
    const track = this.#track?.track;
    this.show(this.#shows && track ? [...(track.activeCues || [])].map(plain) : []);
  }

  show(lines) {
    this.element.replaceChildren(...lines.map((line) => h("span", {}, line)));
  }

  toggle() {
    if (!this.button.hidden) this.turn(!this.#shows);
  }

  turn(on) {
    this.#player.preferences.set({ captions: on });
    this.button.setAttribute("aria-pressed", String(on));
    this.draw();
  }

  resize(size) {
    const known = CAPTION_SIZES[size] ? size : "Normal";
    this.#player.preferences.set({ size: known });
    this.#player.frame.style.setProperty("--_cap", CAPTION_SIZES[known]);
  }

  retime(moved) {
    moveTimes(this.#track?.track.cues || [], ["startTime", "endTime"], moved);
  }
}
