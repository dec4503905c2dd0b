/** What is being made into lessons: sent, fetched, read. The server goes on with it whoever watches. */
import { call, random, sender, upload } from "../api.js";
import { fill, h, toast } from "../dom.js";
import { keepHere, keptHere } from "../storage.js";
import { ImportCard } from "./import-card.js";
import { size } from "./names.js";

const OFTEN = 900;
const SELDOM = 4000;
const RUNNING = ["queued", "fetching", "converting"];
const KEY = "lessons:awaited";

export class Imports {
  /**
   * `on.ready(lessonId)` opens a lesson that somebody here waits for; `on.changed()`: there is a new one; `on.busy()`
   * tells whether opening one would take something away.
   */
  constructor(place, on) {
    this.#on = on;
    this.#list = h("ul", { class: "imports" });
    this.#box = h("section", { class: "lessons-group", "aria-labelledby": "imports-title", hidden: true }, h("h2", { id: "imports-title" }, "On the way"), this.#list);
    this.#news = h("p", { class: "said", role: "status" });
    fill(place, this.#box, this.#news);
  }

  #on;
  #box;
  #list;
  #news;
  #cards = new Map(); // by the id of the import
  #sending = new Set();
  #timer = 0;
  #once = sender();

  /** Send a file, which may have a title. It can be stopped on its card. Whether it has arrived: `key` is kept until it has. */
  async send(file, title = "", key = random()) {
    const stop = new AbortController();
    const card = this.#add(file.name, { cancel: () => stop.abort() });
    this.#sending.add(card);
    window.addEventListener("beforeunload", warn);
    card.tell(`Sending ${size(file.size)}`, 0);
    const form = new FormData();
    form.append("file", file);
    if (title) form.append("title", title);
    try {
      const made = await upload("api/lessons", form, {
        signal: stop.signal,
        key,
        progress: (sent, total) => card.tell(sent < total ? `Sending ${size(sent)} of ${size(total)}` : "Sent. One moment", (100 * sent) / total),
      });
      if (made.status) this.#begun(card, made);
      else {
        // Sent once more when it was a lesson already, and its import forgotten.
        this.#remove(card);
        this.#on.changed();
      }
      return true;
    } catch (error) {
      if (error.name === "AbortError") this.#remove(card);
      else card.fail(error.message, { dismiss: () => this.#remove(card), again: () => (this.#remove(card), this.send(file, title, key)) });
      return false;
    } finally {
      this.#sending.delete(card);
      if (!this.#sending.size) window.removeEventListener("beforeunload", warn);
    }
  }

  /** Have a page fetched. Raises what the server has against its address. */
  async fetchPage(url) {
    const made = await this.#once("api/lessons", { json: { url } });
    this.#begun(this.#add(made.name || url, {}), made);
  }

  /** Show how far all of them are, now and as long as any of them goes on. */
  async look() {
    clearTimeout(this.#timer);
    let wait = OFTEN;
    try {
      const { imports } = await call("api/lessons/imports");
      for (const each of imports) this.#show(each);
      if (!imports.some(({ status }) => RUNNING.includes(status))) return;
    } catch (error) {
      if (error.status >= 400 && error.status < 500 && error.status !== 429) return;
      wait = SELDOM;
    }
    this.#timer = setTimeout(() => this.look(), wait);
  }

  #begun(card, made) {
    this.#cards.set(made.id, card);
    await_(made.id);
    this.#show(made);
    this.look();
  }

  #show(made) {
    const waited = awaited().includes(made.id);
    const known = this.#cards.get(made.id);
    if (made.status === "cancelled" || (made.status === "completed" && !waited && !known)) return this.#forget(made.id);
    const card = known ?? this.#add(made.name, {});
    this.#cards.set(made.id, card);
    card.cancel = () => this.#cancel(made.id);
    if (RUNNING.includes(made.status)) return card.tell(doing(made), made.status === "queued" ? null : made.progress);
    if (made.status === "failed") {
      unawait(made.id);
      this.#say(`${made.name} could not be made into a lesson.`);
      return card.fail(made.error?.message ?? "It could not be made into a lesson.", { dismiss: () => this.#dismiss(made.id) });
    }
    this.#completed(made, card, waited);
  }

  #completed(made, card, waited) {
    if (!waited) return;
    unawait(made.id);
    const alone = !awaited().length && !this.#sending.size;
    if (alone && this.#cards.size === 1 && made.lessonIds.length === 1 && !this.#on.busy() && document.visibilityState === "visible") return this.#on.ready(made.lessonId);
    card.done(made.losses?.length ?? 0, made.lessonIds, () => this.#forget(made.id));
    this.#say(made.lessonIds.length > 1 ? `${made.name} is ${made.lessonIds.length} lessons now.` : `${made.name} is a lesson now.`);
    this.#on.changed();
  }

  async #cancel(id) {
    try {
      await call(`api/lessons/imports/${encodeURIComponent(id)}`, { method: "DELETE" });
      this.#say("Stopped.");
    } catch (error) {
      // It has ended by itself meanwhile.
      if (![404, 409].includes(error.status)) return toast(error.message, "error");
    }
    unawait(id);
    this.#forget(id);
    this.#on.changed();
  }

  #dismiss(id) {
    this.#forget(id);
    call(`api/lessons/imports/${encodeURIComponent(id)}`, { method: "DELETE" }).catch(() => {});
  }

  #add(name, options) {
    const card = new ImportCard(name, options);
    this.#list.prepend(card.element);
    this.#box.hidden = false;
    return card;
  }

  #forget(id) {
    const card = this.#cards.get(id);
    this.#cards.delete(id);
    if (card) this.#remove(card);
  }

  #remove(card) {
    const focused = card.element.contains(document.activeElement);
    card.element.remove();
    this.#box.hidden = !this.#list.children.length;
    if (focused) (this.#list.querySelector("button, a") ?? document.getElementById("main")).focus();
  }

  #say(text) {
    if (this.#news.textContent !== text) this.#news.textContent = text;
  }
}

/** What the server does with one now, in words. */
function doing({ status, done, total, unit }) {
  if (status === "queued") return "Waiting for its turn";
  if (status === "fetching") return "Fetching the page";
  if (!unit || unit === "time" || !total) return "Reading it";
  return `Reading ${unit} ${Math.min(done + 1, total)} of ${total}`;
}

function awaited() {
  return (keptHere(KEY) ?? "").split(" ").filter(Boolean);
}

function await_(id) {
  keepHere(KEY, [...awaited(), id].join(" "));
}

function unawait(id) {
  keepHere(KEY, awaited().filter((each) => each !== id).join(" "));
}

function warn(event) {
  event.preventDefault();
}
