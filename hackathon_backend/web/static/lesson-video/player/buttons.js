import { h } from "../dom.js";
import { icon } from "../icons.js";

/** A button of the bar with the icon of that name; `keys` is the key that does the same, or "". */
export function toolButton(name, label, keys, act, more = {}) {
  return h("button", { type: "button", class: "tool", part: `control ${name}`, "aria-label": label, title: titleOf(label, keys), "aria-keyshortcuts": keys, ...more, on: { click: act } }, icon(name));
}

/** Give a button of the bar another icon and name. */
export function relabel(button, name, label) {
  button.setAttribute("aria-label", label);
  button.setAttribute("title", titleOf(label, button.getAttribute("aria-keyshortcuts")));
  button.replaceChildren(icon(name));
}

function titleOf(label, keys) {
  return keys ? `${label} (${keys})` : label;
}

/** A setting that is on or off. */
export function checkBox(label, { hidden, checked, keys = null }, act) {
  const input = h("input", { type: "checkbox", "aria-keyshortcuts": keys, checked, on: { change: () => act(input.checked) } });
  return h("label", { class: "check", hidden }, input, label);
}
