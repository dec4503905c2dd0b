/** The turns of the conversation on the page, known by the ids of their answers. */
import { TurnView } from "./turns.js";

export class TurnList {
  #list = document.getElementById("messages");
  #welcome = document.getElementById("welcome");
  // What can be done with a conversation, once there is one. Guests can't pass it on.
  #tools = ["share", "fresh"].map((id) => document.getElementById(id)).filter(Boolean);
  #known = new Map();
  #on;

  /** `on` is what turns ask for, as in `TurnView`. */
  constructor(on) {
    this.#on = on;
  }

  add(question) {
    this.#welcome.hidden = true;
    for (const tool of this.#tools) tool.hidden = false;
    for (const other of this.#list.children) other.classList.remove("newest");
    const turn = new TurnView(question, this.#on);
    this.#list.append(turn.element);
    return turn;
  }

  /** From now on `id` is the id of the turn's answer. */
  know(turn, id) {
    turn.id = id;
    this.#known.set(id, turn);
  }

  get(id) {
    return this.#known.get(id);
  }

  /** The turn of what the student said, new if it is not on the page. */
  of(message) {
    const id = message.id.replace(/_q$/, "");
    if (!this.#known.has(id)) this.know(this.add(message.content), id);
    return this.#known.get(id);
  }

  get unanswered() {
    return [...this.#known.values()].filter((turn) => !turn.answered);
  }

  /** The card of a video. */
  video(id) {
    return this.#list.querySelector(`[data-video="${CSS.escape(id)}"]`);
  }

  showLast() {
    this.#list.lastElementChild?.scrollIntoView({ block: "start" });
  }

  clear() {
    this.#list.replaceChildren();
    this.#known.clear();
    this.#welcome.hidden = false;
    for (const tool of this.#tools) tool.hidden = true;
  }
}
