/** An address with what sends it on: a button that copies it, and the system's own sheet where there is one. */
import { h, icon } from "../dom.js";

const A_MOMENT = 2500;

/** A field with `url` under `label`. */
export function addressField(label, title, url) {
  const id = `address-${Math.random().toString(36).slice(2)}`;
  const field = h("input", { class: "input", id, readonly: true, value: url, onfocus: () => field.select() });
  return h("div", { class: "field" }, h("label", { for: id }, label), h("div", { class: "share-row" }, field, copyButton(() => field.value), mailLink(title, () => field.value), sendButton(title, () => field.value)));
}

/** Copies `text()`; `what` names it for those who hear the page. */
export function copyButton(text, what = "") {
  const word = h("span", {}, "Copy");
  // What a button holds is not heard when it changes.
  const said = h("span", { class: "said", role: "status" });
  const copy = async () => {
    word.textContent = said.textContent = await navigator.clipboard.writeText(text()).then(() => "Copied", () => "Not allowed here");
    setTimeout(() => ((word.textContent = "Copy"), (said.textContent = "")), A_MOMENT);
  };
  return [h("button", { class: "button", type: "button", "aria-label": what ? `Copy ${what}` : null, onclick: copy }, icon("copy"), word), said];
}

/** Begins an e-mail with the address. */
export function mailLink(title, url) {
  return h("a", { class: "button", href: `mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(`${title}\n${url()}`)}` }, "E-mail");
}

/** Opens the sheet by which the system sends addresses to other apps; null where it has none. */
export function sendButton(title, url) {
  if (!navigator.share) return null;
  // It is no fault if somebody closes the sheet again.
  return h("button", { class: "button", type: "button", onclick: () => navigator.share({ title, url: url() }).catch(() => {}) }, icon("share"), "Send");
}
