/** What is written and not saved, kept in this tab: through a reload, a crash, a log-in that has run out. */
import { keepHere, keptHere } from "../storage.js";

const PAUSE = 400;

export class Draft {
  constructor(id) {
    this.#key = `lessons:draft:${id}`;
    // A page that is left at once keeps its last words, too.
    window.addEventListener("pagehide", () => this.#write());
  }

  #key;
  #timer = 0;
  #waiting = null;

  /** Keep it, in a moment. */
  keep(written) {
    this.#waiting = { at: new Date().toISOString(), ...written };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#write(), PAUSE);
  }

  /** There is nothing to be kept any more. */
  forget() {
    clearTimeout(this.#timer);
    this.#waiting = null;
    keepHere(this.#key, null);
  }

  /** What was kept, or null. */
  read() {
    try {
      const found = JSON.parse(keptHere(this.#key));
      return typeof found?.text === "string" ? found : null;
    } catch {
      return null;
    }
  }

  #write() {
    if (this.#waiting) keepHere(this.#key, JSON.stringify(this.#waiting));
    this.#waiting = null;
  }
}
