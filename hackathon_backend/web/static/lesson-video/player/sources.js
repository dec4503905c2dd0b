import { h } from "../dom.js";
import { icon } from "../icons.js";

/** Where scenes come from, as the details tell it: "Slide 4". Who may read the lesson gets links to it. */
export class Sources {
  #pageOf;
  #sources = [];

  /** `pageOf` makes the address of a page of the server; null where lessons can't be read. */
  constructor(pageOf) {
    this.#pageOf = pageOf;
  }

  take(scenes) {
    this.#sources = scenes.map(({ source }) => (source && typeof source.label === "string" ? source : null));
  }

  /** The chip of a scene, null if nothing is known; `language` is the film's. */
  chip(scene, language) {
    const source = this.#sources[scene];
    if (!source) return null;
    const lang = language || null;
    const more = [source.document, source.quote].filter((each) => typeof each === "string" && each).join(": ");
    const isPage = typeof source.page === "string" && source.page.startsWith("/?lesson=");
    if (!this.#pageOf || !isPage) return source.place ? h("span", { class: "source", part: "source", lang, title: more || null }, source.label) : null;
    const href = this.#pageOf(source.page.slice(1));
    return h("a", { class: "source", part: "source", href, target: "_blank", rel: "noopener", title: more || null }, h("span", { lang }, source.label), icon("open"), h("span", { class: "said", lang: "en" }, " (in a new tab)"));
  }
}
