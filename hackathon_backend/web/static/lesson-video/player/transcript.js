import { h } from "../dom.js";
import { icon } from "../icons.js";
import { clamp, clock } from "../values.js";
import { moveTimes } from "./film-times.js";

const READING_ON = 4000; // ms for which the list stays where somebody has scrolled it

/** What is said, line by line, with the sentence and the word that are spoken marked. */
export class Transcript {
  #player;
  #said = []; // the sentences of the details: {start, end, text, words, scene, speaker}
  #sentences = []; // those that are shown, each with its `line` and with `spans`, the elements of its words
  #current = null; // the index of the sentence that is spoken
  #word = null;
  #scrolled = 0;
  #wanted = false;
  #lines = h("div", { class: "lines", part: "lines" });
  element = h("div", { class: "script card", part: "transcript", id: "script", role: "region", "aria-label": "Transcript", "data-extra": true, hidden: true }, this.#lines);
  button = h("button", { type: "button", class: "button", part: "button", "aria-expanded": "false", "aria-controls": "script", on: { click: () => this.#show(this.element.hidden) } }, icon("script"), "Transcript");

  constructor(player) {
    this.#player = player;
    player.hear(this.#lines, "wheel touchmove pointerdown", () => (this.#scrolled = Date.now()), { passive: true });
    player.hear(this.#lines, "keydown", (event) => this.#key(event));
  }

  open(wanted) {
    this.#wanted = wanted;
    this.button.hidden = true;
  }

  set language(language) {
    this.#lines.lang = language;
  }

  /** Take the sentences of the details. */
  take(sentences) {
    this.#said = sentences;
    this.render();
  }

  /** Show what the details have: what is said and, for whoever wants it, what is only shown. */
  render() {
    if (!this.#said.length) return;
    const shown = this.#player.descriptions.texts.map((each) => ({ ...each, words: [], told: true }));
    this.use([...this.#said, ...shown].sort((one, other) => one.start - other.start), true);
  }

  /** Show these sentences; `best` are those of the details, which stand before those of the captions. */
  use(sentences, best) {
    const { chapters, details, sources } = this.#player;
    if (!sentences.length || (!best && details.sentences?.length)) return;
    let [scene, speaker] = [-1, ""];
    const parts = [];
    this.#sentences = sentences.map((sentence, index) => {
      const begins = best && sentence.scene !== scene;
      const [chapter, source] = begins ? [chapters.titleOf(sentence.scene), sources.chip(sentence.scene, this.#player.language)] : [];
      if (chapter || source) parts.push(h("p", { class: "h" }, chapter && h("span", { dir: "auto" }, chapter), source));
      const { nodes, spans } = wordsOf(sentence);
      const named = typeof sentence.speaker === "string" ? sentence.speaker : "";
      if (named && named !== speaker) nodes.unshift(h("b", {}, `${named}: `));
      [scene, speaker] = [sentence.scene, named];
      const line = this.#line(sentence, nodes, index);
      parts.push(line);
      return { ...sentence, line, spans };
    });
    this.#lines.replaceChildren(...parts);
    this.#current = this.#word = null;
    this.button.hidden = false;
    if (this.#wanted) this.#open(true);
    this.#player.draw();
  }

  #line({ start, told }, nodes, index) {
    return h("button", { type: "button", class: "line", part: "line", tabindex: index ? "-1" : "0", on: { click: () => this.#jump(start) } }, h("time", {}, clock(start)), told && h("span", { class: "said", lang: "en" }, "Description: "), h("span", { dir: "auto", class: told && "told" }, nodes));
  }

  #show(open) {
    this.#player.preferences.set({ script: open });
    this.#open(open);
  }

  #open(open) {
    this.element.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
    this.#player.box?.classList.toggle("reading", open);
    this.#current = null;
    this.#player.draw();
  }

  #jump(seconds) {
    if (this.#player.quizzes.asks) this.#player.quizzes.goOn();
    this.#scrolled = 0;
    this.#player.go(seconds + 0.01);
    this.#player.play();
  }

  draw(now) {
    if (this.element.hidden || !this.#sentences.length) return;
    const at = this.#sentences.findLastIndex(({ start }) => start <= now + 0.05);
    if (at !== this.#current) this.#mark(at);
    const { spans, words } = this.#sentences[Math.max(0, at)];
    const spoken = at < 0 ? -1 : words.findLastIndex(({ start }) => start <= now + 0.05);
    const word = spoken >= 0 && now <= words[spoken].end + 0.4 ? spans[spoken] : null;
    if (word === this.#word) return;
    this.#word?.classList.remove("now");
    word?.classList.add("now");
    this.#word = word;
  }

  /** Mark a sentence, or none at -1, and bring it into view. */
  #mark(at) {
    this.#current = at;
    const { line } = this.#sentences[Math.max(0, at)];
    for (const each of this.#sentences) each.line.toggleAttribute("aria-current", false);
    if (at >= 0) line.setAttribute("aria-current", "true");
    if (!this.#lines.matches(":has(:focus-visible)")) this.#stopAt(line);
    if (Date.now() - this.#scrolled <= READING_ON) return;
    const top = line.offsetTop - (this.#lines.clientHeight - line.offsetHeight) / 2;
    this.#lines.scrollTo({ top, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  }

  /** The one line that Tab comes to; arrows go on from there. */
  #stopAt(line) {
    for (const each of this.#sentences) each.line.tabIndex = each.line === line ? 0 : -1;
  }

  #key(event) {
    const at = this.#sentences.findIndex(({ line }) => line === event.composedPath()[0].closest?.(".line"));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: this.#sentences.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const { line } = this.#sentences[clamp(to, 0, this.#sentences.length - 1)];
    this.#stopAt(line);
    this.#scrolled = Date.now();
    line.focus();
  }

  retime(moved) {
    moveTimes([...this.#said, ...this.#said.flatMap(({ words }) => words)], ["start", "end"], moved);
    this.render();
  }
}

/** A sentence's text as nodes, with a span for each word that has a time. */
function wordsOf({ text, words }) {
  const [nodes, spans] = [[], []];
  let from = 0;
  for (const word of words) {
    const at = text.indexOf(word.text, from);
    const span = h("span", {}, word.text);
    if (at > from) nodes.push(text.slice(from, at));
    if (at < 0) nodes.push(" ");
    else from = at + word.text.length;
    nodes.push(span);
    spans.push(span);
  }
  nodes.push(text.slice(from));
  return { nodes, spans };
}
