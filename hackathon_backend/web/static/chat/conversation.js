/** Which conversation this is: in the address, remembered for each lesson, and told to other tabs. */
import { keep, kept } from "../storage.js";

export class Conversation {
  /** `lesson` is the lesson's id; "" for one that is not in the library. `changed` is called when another tab spoke. */
  constructor(lesson, changed) {
    this.lesson = lesson;
    const address = new URLSearchParams(location.search);
    this.id = address.get("c") || (lesson && kept(this.#key)) || null;
    this.#channel = new BroadcastChannel("chat");
    this.#channel.onmessage = ({ data }) => {
      if (data === this.id && this.id !== null) changed();
    };
    if (this.id) this.adopt(this.id);
    else this.#remember();
  }

  #channel;

  get #key() {
    return `chat:in:${this.lesson}`;
  }

  /** From now on this is conversation `id`. */
  adopt(id) {
    this.id = id;
    if (this.lesson) keep(this.#key, id);
    this.#remember();
  }

  /** Begin a new one with the next message. */
  forget() {
    this.id = null;
    if (this.lesson) keep(this.#key, null);
    this.#remember();
  }

  /** Let other tabs know that there is something new. */
  tell() {
    this.#channel.postMessage(this.id);
  }

  #remember() {
    const address = new URLSearchParams();
    if (this.lesson) address.set("lesson", this.lesson);
    if (this.id) address.set("c", this.id);
    const search = address.toString();
    history.replaceState(null, "", `${search ? `?${search}` : location.pathname}${location.hash}`);
    keep("chat:last", search || null);
  }
}
