/** Where the student writes: grows with the text, Enter sends, Shift+Enter begins a new line. */
const form = document.getElementById("composer");
const field = document.getElementById("message");
const button = document.getElementById("send");

let busy = false;

/** Call `send(text)` with each message. */
export function setUpComposer(send) {
  const submit = () => {
    const text = field.value.trim();
    if (!text || busy) return;
    field.value = "";
    fit();
    send(text);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  field.addEventListener("keydown", (event) => {
    // Enter also ends the writing of a character in some scripts; that is not for us.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape") {
      field.blur();
      document.getElementById("turns").focus();
    }
  });
  field.addEventListener("input", fit);
  fit();
}

/** Take no message while one is being answered. */
export function setBusy(is) {
  busy = is;
  form.setAttribute("aria-busy", String(is));
  enable();
}

/** Put the keyboard into the field, unless that would open a phone's keyboard over the answer. */
export function focusField() {
  if (matchMedia("(pointer: fine)").matches) field.focus();
}

/** Give a message back that could not be sent. */
export function giveBack(text) {
  if (!field.value) field.value = text;
  fit();
}

function fit() {
  enable();
  if (CSS.supports("field-sizing", "content")) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

function enable() {
  button.setAttribute("aria-disabled", String(busy || !field.value.trim()));
}
