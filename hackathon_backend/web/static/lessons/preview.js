/** What becomes of a lesson's text, beside it: asked for a moment after the last key, and changed only where it differs. */
import { call } from "../api.js";
import { h } from "../dom.js";
import { pieces } from "./pieces.js";

const PAUSE = 350;
const PATIENCE = 2000;
const drawn = new Map(); // by the storyboard of a figure: the address of its picture, or a promise of it

export class Preview {
  /** `late` says when the server does not keep up; `id` is the lesson's. */
  constructor(place, late, id) {
    this.#place = place;
    this.#late = late;
    this.#id = id;
  }

  #place;
  #late;
  #id;
  #wanted = null;
  #shown = "";
  #sources = [];
  #timer = 0;
  #busy = false;

  /** Show `written`: {title, text, language}. */
  show(written) {
    this.#wanted = written;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), this.#shown ? PAUSE : 0);
  }

  /** Scroll to about where `field` is scrolled to. */
  follow(field) {
    const room = field.scrollHeight - field.clientHeight;
    const box = this.#place.closest(".pane");
    if (room > 0) box.scrollTop = (field.scrollTop / room) * (box.scrollHeight - box.clientHeight);
  }

  async #look() {
    const { title, text, language } = this.#wanted;
    const key = JSON.stringify([title, text, language]);
    if (this.#busy || key === this.#shown) return;
    this.#busy = true;
    try {
      this.#put((await rendered(pieces(text), language, this.#id)).join("\n"), title, language);
      this.#shown = key;
      this.#late.textContent = "";
    } catch (error) {
      this.#late.textContent = `The preview waits: ${error.message}`;
      this.#timer = setTimeout(() => this.#look(), PATIENCE);
    } finally {
      this.#busy = false;
    }
    // What was written meanwhile.
    if (this.#shown === key) this.show(this.#wanted);
  }

  #put(html, title, language) {
    const template = document.createElement("template");
    template.innerHTML = html;
    const nodes = [...template.content.children];
    this.#place.lang = language;
    this.#place.dir = /^(ar|dv|fa|he|ku|ps|sd|ug|ur|yi)\b/.test(language) ? "rtl" : "ltr";
    // The title stands above the text, however the text begins.
    const first = nodes.find((node) => !node.matches(".place"));
    if (first?.matches("h1, h2, h3, h4") && first.textContent.trim() === title) nodes.splice(nodes.indexOf(first), 1);
    const empty = !nodes.length;
    if (title) nodes.unshift(h("h3", { class: "reading-name", dir: "auto" }, title));
    if (empty) nodes.push(h("p", { class: "hint" }, "What you write stands here as students will see it."));
    this.#replace(nodes);
    for (const picture of this.#place.querySelectorAll("img[data-board]:not([src])")) draw(picture, title, language);
  }

  /** Put `nodes` in the place of what was; those that are the same stay, with their pictures. */
  #replace(nodes) {
    const sources = nodes.map((node) => node.outerHTML);
    const before = this.#sources;
    let start = 0;
    while (start < Math.min(sources.length, before.length) && sources[start] === before[start]) start += 1;
    let end = 0;
    while (end < Math.min(sources.length, before.length) - start && sources.at(-1 - end) === before.at(-1 - end)) end += 1;
    const children = [...this.#place.children];
    const next = children[before.length - end] ?? null;
    for (const old of children.slice(start, before.length - end)) old.remove();
    for (const fresh of nodes.slice(start, nodes.length - end)) this.#place.insertBefore(fresh, next);
    this.#sources = sources;
  }
}

/** The HTML of each of `texts`; `id` is the lesson's whose pictures they may show. */
export async function rendered(texts, language, id) {
  return (await call("api/html", { method: "POST", json: { texts, language, lessonId: id, figures: true } })).html;
}

/** Show the picture of a figure in `picture`, as soon as it is drawn. */
export async function draw(picture, title, language) {
  const board = JSON.parse(picture.dataset.board);
  board.title = title || "Lesson";
  board.scenes[0].heading ??= headingOf(picture) || board.title;
  const key = JSON.stringify([board, language]);
  if (!drawn.has(key)) drawn.set(key, call("api/storyboard/scene", { method: "POST", json: { storyboard: board, scene: 0, size: "1280x720" } }).then(({ url }) => url));
  try {
    picture.src = await drawn.get(key);
  } catch (error) {
    drawn.delete(key);
    picture.replaceWith(h("p", { class: "figure-fault" }, `This figure can't be drawn now: ${error.message}`));
  }
}

function headingOf(picture) {
  for (let node = picture; node; node = node.previousElementSibling) if (/^H[1-6]$/.test(node.tagName)) return node.textContent.trim();
  return "";
}
