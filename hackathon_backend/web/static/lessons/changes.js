/** What differs between two texts, to be seen and to be heard. */
import { h } from "../dom.js";
import { changesOf, differences } from "./diff.js";

const WORDS = { gone: "Left out: ", new: "New: " };

/** A box with the changes that lead from `before` to `after`. */
export function changesBox(before, after, label) {
  const shown = changesOf(differences(before, after));
  if (!shown.some((line) => line && line[0] !== "same")) return h("p", { class: "hint" }, "The texts are the same.");
  return h("div", { class: "changes", tabindex: 0, role: "region", "aria-label": label }, shown.map((line) => {
    if (!line) return h("p", { class: "left-out", "aria-hidden": "true" }, "⋯");
    const [kind, text] = line;
    return h("p", { class: kind, dir: "auto" }, WORDS[kind] && h("span", { class: "said" }, WORDS[kind]), text || "\u00a0");
  }));
}
