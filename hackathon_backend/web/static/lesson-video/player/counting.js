import { h } from "../dom.js";

const OFTEN = 15_000; // milliseconds between two reports while the film plays
const FIRST = 2_000; // until the first one: who leaves at once has watched, too
const ONE_VIEW = 12 * 3600_000; // a page that is left open for longer begins a new view
const NAMED = "Whoever made this film sees, with your name, how far you watch it and what you answer.";
const TYPE = "text/plain"; // a page elsewhere need not ask first whether it may send that

/** Whether the browser says that its owner does not want to be counted. */
const unwilling = () => navigator.globalPrivacyControl === true || navigator.doNotTrack === "1";

/**
 * Tells the server how far a film was watched and what was answered: all of it again each time, under a name that is
 * made up for this playing of this page and kept nowhere else. Whatever gets lost on the way comes with the next report.
 */
export class Counting {
  #player;
  #address;
  #view = "";
  #since = 0;
  #seen = new Set(); // seconds of the film without descriptions
  #answers = new Map(); // the option by the question
  #sent = ""; // what was told last
  #timer = 0;
  #over = unwilling();
  note = h("p", { class: "named", part: "named", role: "status", "data-extra": true });

  /** `named`: it is known already that whoever watches is known by name. */
  constructor(player, address, named) {
    this.#player = player;
    if (named && !this.#over) this.note.textContent = NAMED;
    this.#address = address;
    player.hear(document, "visibilitychange", () => document.visibilityState === "hidden" && this.#tell());
    player.hear(window, "pagehide", () => this.#tell());
    player.hear(player.video, "pause ended", () => this.#tell());
    player.signal.addEventListener("abort", () => this.#tell());
  }

  /** From one moment to another the film was watched; both by the clock of the film without descriptions. */
  watched(from, to) {
    if (this.#over) return;
    this.#begin();
    for (let second = Math.floor(from); second <= Math.floor(to); second += 1) this.#seen.add(second);
    this.#timer ||= setTimeout(() => this.#tell(), this.#sent ? OFTEN : FIRST);
  }

  answered(question, option) {
    if (this.#over) return;
    this.#begin();
    this.#answers.set(question, option);
    this.#tell();
  }

  #begin() {
    const now = Date.now();
    if (this.#view && now - this.#since < ONE_VIEW) return;
    this.#tell();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    this.#view = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    this.#since = now;
    this.#seen.clear();
    this.#answers.clear();
    this.#sent = "";
  }

  #tell() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.#over || !this.#seen.size) return;
    const answers = [...this.#answers].map(([question, option]) => ({ question, option }));
    const body = JSON.stringify({ view: this.#view, watched: ranges(this.#seen), answers, told: this.#told });
    if (body === this.#sent) return;
    this.#sent = body;
    this.#send(body);
  }

  /** Whether it stands on the page that the name of whoever watches is kept. */
  get #told() {
    return Boolean(this.note.textContent) && this.note.isConnected;
  }

  async #send(body) {
    try {
      // It goes on when the page is left; cookies stay at home unless the page is the server's own.
      const answer = await fetch(this.#address, { method: "POST", body, headers: { "Content-Type": TYPE }, keepalive: true, credentials: "same-origin" });
      if (answer.status === 429 || answer.status >= 500) this.#sent = "?"; // the next report says it again
      else if (!answer.ok) this.#over = true;
      else this.#heed(await answer.json());
    } catch {
      this.#sent = "?";
    }
  }

  #heed({ counted, named }) {
    this.#over = !counted;
    if (!named || this.note.textContent) return;
    this.note.textContent = NAMED; // from here on the name goes along: see #told
    this.#tell();
  }
}

/** Numbers as [first, end) of each row of them without a gap. */
function ranges(numbers) {
  const found = [];
  for (const number of [...numbers].sort((one, other) => one - other)) {
    const last = found.at(-1);
    if (last?.[1] === number) last[1] += 1;
    else found.push([number, number + 1]);
  }
  return found;
}
