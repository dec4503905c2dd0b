/** Dialogs: one that is open at a time, closed by Escape, its button or a click beside it; focus goes back. */
import { fill, h, icon } from "./dom.js";

/** Show `content` under `title`. Returns the dialog; `onclose` is called when it has gone. */
export function openDialog(title, content, { wide = false, onclose } = {}) {
  const id = `dialog-${Math.random().toString(36).slice(2)}`;
  const before = document.activeElement;
  const close = h("button", { class: "icon-button", type: "button", "aria-label": "Close" }, icon("close"));
  const dialog = h(
    "dialog",
    { class: `dialog sheet${wide ? " broad" : ""}`, "aria-labelledby": id },
    h("div", { class: "dialog-head" }, h("h2", { id, tabindex: "-1" }, title), close),
    h("div", { class: "dialog-body" }, content),
  );
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    onclose?.();
    if (before?.isConnected) before.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector("[autofocus]")?.focus();
  return dialog;
}

/** Ask; resolves to whether the answer was yes. `danger` marks what can't be taken back. */
export function confirm(title, lines, { yes, no = "Cancel", danger = false }) {
  return new Promise((resolve) => {
    let answer = false;
    const accept = h("button", { class: `button ${danger ? "danger" : "primary"}`, type: "button" }, yes);
    const refuse = h("button", { class: "button quiet", type: "button", autofocus: true }, no);
    const dialog = openDialog(title, [lines.map((line) => h("p", {}, line)), h("div", { class: "actions" }, refuse, accept)], {
      onclose: () => resolve(answer),
    });
    accept.addEventListener("click", () => {
      answer = true;
      dialog.close();
    });
    refuse.addEventListener("click", () => dialog.close());
  });
}

/** A notice beside the thing that it speaks of; `kind` is "", "amber" or "red". */
export function notice(kind, ...content) {
  const sign = { red: "alert", amber: "alert" }[kind] ?? "info";
  return h("div", { class: `notice ${kind}`, role: kind === "red" ? "alert" : null }, icon(sign), h("div", {}, content));
}

/** Show what went wrong in `place`, or nothing. The server names the field of the request first, which people have not written. */
export function say(place, error) {
  fill(place, error ? notice("red", forPeople(error)) : null);
}

function forPeople(error) {
  const words = error.message ?? String(error);
  const field = `${error.param}: `;
  return error.param && words.startsWith(field) ? words[field.length].toUpperCase() + words.slice(field.length + 1) : words;
}
