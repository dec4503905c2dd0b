import { h } from "../dom.js";
import { icon } from "../icons.js";
import { clock } from "../values.js";
import { moveTimes } from "./film-times.js";

/** The chapter that is shown, and the menu of all. */
export class Chapters {
  #player;
  #chapters = []; // {start, title}
  #shown = -1;
  button = h("button", { type: "button", class: "chapter", part: "chapter", hidden: true, "aria-expanded": "false", on: { click: () => this.#player.menus.toggle(this.menu, this.button) } }, h("span"), icon("next"));
  menu = h("div", { class: "menu left", part: "menu", role: "group", "aria-label": "Chapters", tabindex: "-1", hidden: true });

  constructor(player) {
    this.#player = player;
  }

  get starts() {
    return this.#chapters.map(({ start }) => start);
  }

  /** The chapter of a moment, if there is one. */
  at(moment) {
    return this.#chapters.findLast(({ start }) => start <= moment);
  }

  titleOf(index) {
    return this.#chapters[index]?.title;
  }

  /** Show these; `best` are those of the details, which stand before those of the track. */
  use(chapters, best = false) {
    const known = chapters.filter(({ start, title }) => start >= 0 && title);
    if (known.length < 2 || (!best && this.#player.details.chapters?.length)) return;
    this.#chapters = known.map(({ start, title }) => ({ start, title }));
    this.#render();
  }

  #render() {
    this.menu.replaceChildren(...this.#chapters.map((chapter) => h("button", { type: "button", class: "goto", on: { click: () => this.#choose(chapter) } }, h("time", {}, clock(chapter.start)), h("span", {}, chapter.title))));
    this.button.hidden = false;
    this.#shown = -1; // nothing is marked in the new menu
    this.#player.seekBar.divide();
    this.#player.draw();
  }

  #choose(chapter) {
    this.#player.menus.close();
    this.#player.go(chapter.start + 0.01);
    this.button.focus();
    this.#player.play();
  }

  draw(now) {
    const index = this.#chapters.findLastIndex(({ start }) => start <= now + 0.05);
    if (index < 0 || index === this.#shown) return;
    this.#shown = index;
    const { title } = this.#chapters[index];
    this.button.firstChild.textContent = title;
    this.button.setAttribute("aria-label", `Chapters; now: ${title}`);
    [...this.menu.children].forEach((item, each) => item.setAttribute("aria-current", String(each === index)));
  }

  retime(moved) {
    moveTimes(this.#chapters, ["start"], moved);
    if (this.#chapters.length) this.#render();
  }
}
