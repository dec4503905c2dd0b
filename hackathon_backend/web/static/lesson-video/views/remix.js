import { h } from "../dom.js";
import { icon } from "../icons.js";

// What needs no language model, so that it can be done wherever videos are drawn.
const WISHES = ["Make it shorter", "Slower", "On a chalkboard", "Vertical", "Add a quiz"];
const CHANGES = "That can't be done here. What can: shorter or longer, slower or faster, on a chalkboard, vertical or square, add a quiz, leave the last part out, only the second part.";

/** The form that asks for another version of a video, and the button that opens it. */
export class RemixForm {
  #field = h("input", { id: "wish", type: "text", maxlength: 500, autocomplete: "off", placeholder: "Use a football example" });
  #note = h("p", { class: "wrong-note", role: "alert" });
  #sends;
  #order;
  #signal;

  /** `order` takes what was wished for; it may fail with an error that is shown. */
  constructor(order, signal) {
    this.#order = order;
    this.#signal = signal;
    const send = h("button", { type: "submit", class: "button main", part: "button" }, "Make it");
    const form = h("form", { on: { submit: (event) => this.#submit(event) } }, h("label", { for: "wish" }, "What should be different?"), this.#field, send);
    const chips = WISHES.map((wish) => h("button", { type: "button", class: "button", part: "chip", on: { click: () => this.#send(wish) } }, wish));
    this.#sends = [send, ...chips];
    this.panel = h("div", { class: "remix card", part: "remix", id: "remix", "data-extra": true, hidden: true }, form, h("div", { class: "actions" }, chips), this.#note);
    this.button = h("button", { type: "button", class: "button", part: "button", "aria-expanded": "false", "aria-controls": "remix", on: { click: () => this.#toggle() } }, icon("remix"), "Remix");
  }

  #toggle() {
    this.panel.hidden = !this.panel.hidden;
    this.button.setAttribute("aria-expanded", String(!this.panel.hidden));
    if (!this.panel.hidden) this.#field.focus();
  }

  #submit(event) {
    event.preventDefault();
    this.#send(this.#field.value);
  }

  async #send(wish) {
    const prompt = wish.trim();
    if (!prompt) {
      this.#note.textContent = "Say first what should be different.";
      return this.#field.focus();
    }
    this.#note.textContent = "";
    this.#enable(false);
    try {
      await this.#order(prompt);
    } catch (error) {
      if (this.#signal.aborted) return;
      this.#note.textContent = refusal(error);
      this.#enable(true);
      this.#field.focus();
    }
  }

  #enable(on) {
    for (const each of this.#sends) each.disabled = !on;
  }
}

function refusal(error) {
  if (/language model/.test(error.message)) return CHANGES;
  return error.status === 405 ? "This video can't be remixed here." : error.message.replace(/^prompt: /, "");
}
