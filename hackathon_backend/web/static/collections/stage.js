/** The player beside the list: one film after the other. */
import { fill, h, icon } from "../dom.js";
import { keep, kept } from "../storage.js";
import { playable, titleOf } from "./rows.js";

const GO_ON = "collection-go-on";

/** `place` holds the player; `onchange` is called when another item is on; `bare`: it is in a frame. */
export class Stage {
  constructor(place, onchange, { bare = false } = {}) {
    this.#place = place;
    this.#bare = bare;
    this.#onchange = onchange;
    this.#back = h("button", { class: "button", type: "button", onclick: () => this.#step(-1) }, icon("arrow"), "Previous");
    this.#on = h("button", { class: "button primary", type: "button", onclick: () => this.#step(1) }, "Next", icon("arrow"));
    this.#back.classList.add("turned");
    this.#next = h("input", { type: "checkbox", checked: kept(GO_ON) !== "no", onchange: () => keep(GO_ON, this.#next.checked ? "yes" : "no") });
    this.#foot = h("div", { class: "stage-foot" },
      h("div", { class: "stage-now" }, this.#count, this.#title),
      h("div", { class: "stage-ways" }, this.#back, this.#on),
      h("label", { class: "stage-next" }, this.#next, "Go on with the next one by itself"));
  }

  #place;
  #bare;
  #onchange;
  #items = [];
  #current = null;
  #player = null;
  #count = h("span", { class: "hint" });
  #title = h("h2", { class: "stage-title", dir: "auto", tabindex: "-1" });
  #back;
  #on;
  #next;
  #foot;

  /** The item that is on; null if there is none. */
  get current() {
    return this.#current;
  }

  /** What there is to play, in order; what is on stays on as long as it is among it. */
  set items(all) {
    this.#items = all.filter(playable);
    const here = this.#items.find((item) => item.id === this.#current?.id);
    if (here) {
      const was = this.#current;
      this.#current = here;
      // A film that is ordered anew is another one.
      if (was.target !== here.target) return this.show(here);
      return this.#say();
    }
    const first = this.#items.find((item) => item.state === "ready") ?? this.#items[0] ?? null;
    if (first) return this.show(first);
    this.#current = null;
    this.#player = null;
    this.#place.hidden = true;
    fill(this.#place);
  }

  /** Put an item on; `play` starts it. */
  show(item, { play = false } = {}) {
    this.#current = item;
    this.#player = h("lesson-video", { class: "stage-player", bare: this.#bare, title: titleOf(item), "video-id": item.target, share: item.share, poster: item.posterUrl, "aria-label": titleOf(item) });
    if (play) this.#player.addEventListener("ready", ({ currentTarget }) => currentTarget.play()?.catch(() => {}), { once: true });
    this.#player.addEventListener("complete", () => this.#goOn(item));
    fill(this.#place, this.#player, this.#foot);
    this.#place.hidden = false;
    this.#say();
    this.#onchange(item);
  }

  #goOn(item) {
    if (this.#next.checked && this.#current?.id === item.id && this.#after(1)) this.#step(1);
  }

  #step(by) {
    const item = this.#after(by);
    if (!item) return;
    this.show(item, { play: true });
    this.#title.focus({ preventScroll: true });
  }

  #after(by) {
    const index = this.#items.findIndex((item) => item.id === this.#current?.id);
    return this.#items[index + by] ?? null;
  }

  #say() {
    const index = this.#items.findIndex((item) => item.id === this.#current.id);
    this.#count.textContent = `${index + 1} of ${this.#items.length}`;
    const { url } = this.#current;
    const title = titleOf(this.#current);
    if (this.#title.textContent !== title) fill(this.#title, url && !this.#bare ? h("a", { href: url, title: "The page of the film: hand-outs, sharing and more" }, title) : title);
    this.#back.setAttribute("aria-disabled", String(!this.#after(-1)));
    this.#on.setAttribute("aria-disabled", String(!this.#after(1)));
    this.#foot.classList.toggle("alone", this.#items.length < 2);
  }
}
