/** The few fields that a new collection needs. */
import { call } from "../api.js";
import { say } from "../dialogs.js";
import { h } from "../dom.js";

/** `onmade` gets the collection, `oncancel` is called by the other button; without it there is none. */
export function newForm({ onmade, oncancel = null, described = true, title = "" }) {
  const name = h("input", { class: "input", id: "collection-title", maxlength: 200, required: true, autofocus: true, autocomplete: "off", dir: "auto", value: title });
  const about = h("textarea", { class: "textarea", id: "collection-about", rows: 3, maxlength: 4000, dir: "auto" });
  const accept = h("button", { class: "button primary", type: "submit" }, "Make it");
  const wrong = h("div", {});

  async function send(event) {
    event.preventDefault();
    if (!name.value.trim()) return name.focus();
    accept.setAttribute("aria-disabled", "true");
    say(wrong, null);
    try {
      await onmade(await call("api/collections", { method: "POST", json: { title: name.value, description: about.value } }));
    } catch (error) {
      say(wrong, error);
    }
    accept.removeAttribute("aria-disabled");
  }

  return h("form", { class: "collection-form", onsubmit: send },
    h("div", { class: "field" }, h("label", { for: name.id }, "Title"), name),
    described && h("div", { class: "field" }, h("label", { for: about.id }, "What it is for (you can leave this out)"), about),
    wrong,
    h("div", { class: "actions" }, oncancel && h("button", { class: "button quiet", type: "button", onclick: oncancel }, "Cancel"), accept));
}
