import { h } from "../dom.js";

/** The card of what is to be remembered. */
export class Takeaways {
  element = h("div", { class: "takeaways card", part: "takeaways", "data-extra": true, hidden: true });

  /** `coming` tells that they are still to come, so that their room is kept. */
  constructor(items, coming) {
    this.show(items);
    if (!coming || !this.element.hidden) return;
    this.element.replaceChildren(...ghostTakeaways());
    this.element.classList.add("ghost");
    this.element.hidden = false;
  }

  /** What has come takes the place of what was waited for, and nothing does if nothing has come. */
  arrive(items) {
    if (!this.element.classList.contains("ghost")) return;
    this.element.hidden = true;
    this.show(items);
  }

  show(given) {
    const items = (Array.isArray(given) ? given : []).filter((text) => typeof text === "string" && text.trim());
    if (!items.length) return;
    this.element.replaceChildren(...takeawayList(items));
    this.element.hidden = false;
    this.element.classList.remove("ghost");
  }
}

/** Three lines of usual length, for their height. */
export function ghostTakeaways() {
  return takeawayList(Array(3).fill("One of the three things that are to be remembered."));
}

function takeawayList(items) {
  const name = "What to remember";
  return [h("p", { class: "h", "aria-hidden": "true" }, name), h("ol", { "aria-label": name }, items.map((text) => h("li", { dir: "auto" }, h("span", {}, text))))];
}
