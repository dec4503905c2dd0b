/** Markdown as nodes. The server renders it, with raw HTML as text; nothing else ever becomes markup here. */
import { call } from "../api.js";

const done = new Map();

/** The HTML of each of `texts`, in one request for all that are new. */
export async function render(texts) {
  const fresh = [...new Set(texts)].filter((text) => !done.has(text));
  for (let start = 0; start < fresh.length; start += 100) {
    const part = fresh.slice(start, start + 100);
    const { html } = await call("api/html", { method: "POST", json: { texts: part } });
    part.forEach((text, index) => done.set(text, html[index]));
  }
}

/** The nodes of `text`; before `render` has been called for it, or if that failed, the text itself. */
export function rendered(text) {
  const template = document.createElement("template");
  if (done.has(text)) template.innerHTML = done.get(text);
  else template.content.append(text);
  return template.content;
}

/** Shows a text while it grows: rendered as often as the server answers. */
export class Growing {
  /** `shown` is called when there is something to see. */
  constructor(place, shown) {
    this.place = place;
    this.text = "";
    this.#shown = shown;
  }

  #shown;
  #busy = false;

  /** Add a piece. */
  add(piece) {
    this.text += piece;
    this.#show();
  }

  /** The text as it is now, shown in `place`. */
  async #show() {
    if (this.#busy) return;
    this.#busy = true;
    for (let shown = ""; shown !== this.text; ) {
      shown = this.text;
      await render([shown]).catch(() => null);
      if (!this.place.isConnected) return;
      this.place.replaceChildren(rendered(shown));
      this.place.hidden = false;
      this.#shown();
    }
    this.#busy = false;
  }
}
