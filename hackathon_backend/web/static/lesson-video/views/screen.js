import { h } from "../dom.js";
import { styleSheet } from "../styles/sheet.js";
import { keepRoom } from "./placeholders.js";

const WIDE = 54; // em, from which on the style has the transcript beside the video

/** What the element shows at the moment, with the shape that the video has or will have. */
export class Screen {
  #element;
  #root;

  constructor(element) {
    this.#element = element;
    this.#root = element.attachShadow({ mode: "open" });
    this.#root.adoptedStyleSheets = [styleSheet()];
  }

  get video() {
    return this.#root.querySelector("video");
  }

  /** Only the player, for a frame: nothing in it makes or changes anything. */
  get bare() {
    return this.#element.hasAttribute("bare");
  }

  /** Whether the transcript is to be open from the beginning on, and there is room for it beside the video. */
  get reads() {
    const size = parseFloat(getComputedStyle(this.#element).fontSize);
    return !this.bare && this.#element.hasAttribute("reading") && this.#element.offsetWidth >= WIDE * size;
  }

  /** Show these parts in place of all others; `focused` tells whether the keyboard was in them. */
  show(state, film, ...parts) {
    this.#element.setAttribute("state", state);
    const size = /^(\d+)x(\d+)$/.exec(film.size || this.#element.getAttribute("size") || "");
    const tall = size && Number(size[1]) < Number(size[2]);
    const player = h("div", { class: tall ? "player tall" : "player", part: "player", lang: "en", role: "group", "aria-label": film.title ? `Video: ${film.title}` : "Video" });
    player.style.setProperty("--_ratio", size ? `${size[1]} / ${size[2]}` : "16 / 9");
    player.append(...parts.filter((part) => part && !(this.bare && "extra" in part.dataset)));
    const focused = this.#root.activeElement !== null;
    const promised = new Map([...this.#root.querySelectorAll(".ghost")].map((ghost) => [ghost.classList[0], ghost.offsetHeight]));
    this.#root.replaceChildren(player);
    if (state === "ready") keepRoom(player, promised);
    return { player, focused };
  }

  clear() {
    this.#root.replaceChildren();
  }
}

/** The box of the video, around whatever stands in it. */
export function frame(...inside) {
  return h("div", { class: "frame", part: "frame" }, h("div", { class: "stage", part: "stage" }, inside));
}
