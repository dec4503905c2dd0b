/** Where no lesson covers a question: a text to paste, from which it is answered. */
import { fill, h, icon } from "../dom.js";

const LONGEST = 200_000;

/** A button that opens a form; `send(lesson)` gets {title, text}. */
export function pasteForm(send) {
  const box = h("div", { class: "paste" });
  const open = h("button", { class: "button", type: "button", onclick: () => show(box, send) }, icon("plus"), "Paste a text to work from");
  return fill(box, open);
}

function show(box, send) {
  const id = `paste-${Math.random().toString(36).slice(2)}`;
  const field = h("textarea", { class: "textarea", id, rows: 6, maxlength: LONGEST, dir: "auto", placeholder: "A page of a book, notes, an article …" });
  const wrong = h("p", { class: "wrong", role: "alert" });
  const submit = (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (!text) {
      wrong.textContent = "Paste a text first.";
      return field.focus();
    }
    send({ title: "", text });
  };
  fill(
    box,
    h("form", { class: "field", onsubmit: submit }, h("label", { for: id }, "The text"), field, wrong, h("button", { class: "button primary", type: "submit" }, icon("spark"), "Work from this text")),
  );
  field.focus();
}
