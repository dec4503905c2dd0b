/** The card of something that is being made into a lesson. */
import { home } from "../api.js";
import { fill, h, icon } from "../dom.js";
import { many } from "./names.js";

export class ImportCard {
  /** `cancel()` stops it; it may be set later. */
  constructor(name, { cancel = null }) {
    this.name = name;
    this.cancel = cancel;
    this.#words = h("p", { class: "import-words" });
    this.#bar = h("progress", { class: "bar", max: 100, "aria-label": `How far ${name} is` });
    this.#tools = h("div", { class: "import-tools" });
    this.#sign = h("span", { class: "import-sign" }, icon(/^https?:/.test(name) ? "globe" : "file"));
    this.element = h("li", { class: "import card" }, this.#sign, h("div", { class: "import-text" }, h("p", { class: "import-name", dir: "auto" }, name), this.#words, this.#bar), this.#tools);
    this.#offer(h("button", { class: "button quiet", type: "button", "aria-label": `Stop with ${name}`, onclick: () => this.cancel?.() }, "Stop"));
  }

  #words;
  #bar;
  #tools;
  #sign;

  /** It goes on: what is being done, and how much of it is behind, in per cent, or null if nobody knows. */
  tell(words, percent) {
    if (this.#words.textContent !== words) this.#words.textContent = words;
    if (percent === null || percent === undefined) this.#bar.removeAttribute("value");
    else this.#bar.value = percent;
  }

  /** It has failed: `message` says why. */
  fail(message, { dismiss, again }) {
    if (this.element.dataset.state === "failed") return;
    this.#end("failed", "alert", message);
    this.#offer(again && h("button", { class: "button", type: "button", onclick: again }, icon("retry"), "Try again"), h("button", { class: "button quiet", type: "button", "aria-label": `Put away ${this.name}`, onclick: dismiss }, "Put away"));
  }

  /** It is a lesson now, or several if it is a long one. */
  done(losses, [lessonId, ...others], dismiss) {
    const ready = others.length ? `Ready. It is long, and has become ${others.length + 1} lessons by its chapters.` : "Ready.";
    this.#end("done", "check", losses ? `${ready} ${many(losses, "thing")} could not be taken over: look at them in the lesson.` : others.length ? ready : "Ready, with all that was in it.");
    const course = others.length > 0 && h("a", { class: "button", href: home`courses/new?lesson=${encodeURIComponent(lessonId)}` }, icon("list"), "Make a course of all");
    this.#offer(course, h("a", { class: "button primary", href: home`lessons/${encodeURIComponent(lessonId)}/edit` }, icon("edit"), others.length ? "Open the first" : "Open"), h("button", { class: "icon-button", type: "button", "aria-label": `Put away ${this.name}`, onclick: dismiss }, icon("close")));
  }

  #end(state, sign, words) {
    this.element.dataset.state = state;
    this.#words.textContent = words;
    this.#words.setAttribute("role", state === "failed" ? "alert" : "status");
    this.#bar.remove();
    fill(this.#sign, icon(sign));
  }

  #offer(...buttons) {
    const focused = this.#tools.contains(document.activeElement);
    fill(this.#tools, ...buttons);
    if (focused) this.#tools.querySelector("button, a")?.focus();
  }
}
