import { h } from "../dom.js";
import { clamp, toSave } from "../values.js";
import { toolButton } from "./buttons.js";
import { CAPTION_SIZES } from "./captions.js";

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2];

/** The menu of what somebody may want otherwise, and of the files. */
export class Settings {
  #player;
  button = toolButton("settings", "Settings", "", () => this.#player.menus.toggle(this.menu, this.button), { "aria-expanded": "false" });

  constructor(player) {
    this.#player = player;
    const { captions, descriptions, film, preferences, quizzes } = player;
    this.menu = h("div", { class: "menu", part: "menu", role: "group", "aria-label": "Settings", tabindex: "-1", hidden: true },
      choice("Speed", "speed", SPEEDS.map((speed) => [speed, `${speed}×`]), preferences.get("speed"), (speed) => this.#speed(speed)),
      film.captions && choice("Size of captions", "size", Object.keys(CAPTION_SIZES).map((size) => [size, size]), preferences.get("size"), (size) => captions.resize(size)),
      quizzes.setting,
      descriptions.setting,
      h("p", { class: "h" }, "Download"), h("div", { class: "links" }, filesOf(film).map(([label, href]) => h("a", { href: toSave(href), download: true }, label))));
  }

  open() {
    this.#speed(Number(this.#player.preferences.get("speed")) || 1);
  }

  /** The next of the speeds, up or down. */
  faster(step) {
    const { video } = this.#player;
    const at = SPEEDS.findLastIndex((speed) => speed <= video.playbackRate + 0.01);
    this.#speed(SPEEDS[clamp(at + step, 0, SPEEDS.length - 1)]);
    this.#player.say(`Speed ${video.playbackRate}×`);
  }

  #speed(speed) {
    const { preferences, video } = this.#player;
    video.playbackRate = video.defaultPlaybackRate = clamp(speed, 0.5, 2);
    preferences.set({ speed });
    for (const input of this.menu.querySelectorAll("[name=speed]")) input.checked = Number(input.value) === speed;
  }
}

function filesOf(film) {
  return [["Video", film.src], ["Described video", film.described], ["Captions", film.captions], ["Transcript", film.transcript]].filter(([, url]) => url);
}

function choice(legend, name, options, chosen, act) {
  return h("fieldset", {}, h("legend", {}, legend), h("div", { class: "pick" }, options.map(([value, label]) =>
    h("label", {}, h("input", { type: "radio", name, value, checked: value === chosen, on: { change: () => act(value) } }), label))));
}
