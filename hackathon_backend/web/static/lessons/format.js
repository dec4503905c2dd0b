/** The buttons above the text: each writes Markdown around what is selected. Undo takes it back like anything typed. */
import { h, icon } from "../dom.js";
import { openFigures } from "./figures.js";
import { openHelp } from "./help.js";

const TABLE = "| Name | Value |\n| --- | --- |\n| one | 1 |\n| two | 2 |";

/** Fill `place` with the buttons of `field`. */
export function setUpFormat(place, field) {
  const buttons = [
    ["Heading", "H", () => lines(field, (line) => (line.startsWith("## ") ? line.slice(3) : `## ${line.replace(/^#+ /, "")}`))],
    ["Bold", "B", () => around(field, "**", "bold words"), "b"],
    ["Italic", "I", () => around(field, "*", "words in italics"), "i"],
    ["List", icon("list"), () => lines(field, (line) => toggled(line, "- "))],
    ["Numbered list", icon("numbers"), () => lines(field, (line, at) => toggled(line, `${at + 1}. `))],
    ["Link", icon("link"), () => link(field), "k"],
    ["Table", icon("table"), () => block(field, TABLE)],
    ["Formula", icon("formula"), () => formula(field)],
    ["Figure", icon("chart"), () => openFigures((text) => block(field, text))],
    ["Help with formatting", "?", () => openHelp()],
  ].map(([label, sign, act, key]) => {
    const button = h("button", { class: `format-button is-${label[0].toLowerCase()}`, type: "button", tabindex: "-1", title: key ? `${label} (Ctrl + ${key.toUpperCase()})` : label, "aria-label": label, "aria-keyshortcuts": key && `Control+${key.toUpperCase()}` }, sign);
    button.addEventListener("click", act);
    return { button, act, key };
  });
  place.append(...buttons.map(({ button }) => button));
  moveByArrows(place);
  field.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const found = buttons.find(({ key }) => key === event.key.toLowerCase());
    if (!found) return;
    event.preventDefault();
    found.act();
  });
}

/** As toolbars do: one stop for the Tab key, arrows within. */
function moveByArrows(place) {
  const all = [...place.children];
  all[0].tabIndex = 0;
  place.addEventListener("keydown", (event) => {
    const at = all.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const next = all[(to + all.length) % all.length];
    all[at].tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
}

/** Write `text` over what is between `start` and `end`, so that the browser can undo it; then select a part of it. */
function write(field, start, end, text, from = text.length, to = from) {
  field.focus();
  field.setSelectionRange(start, end);
  if (!document.execCommand("insertText", false, text)) {
    field.setRangeText(text, start, end);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  field.setSelectionRange(start + from, start + to);
}

function around(field, mark, words) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const inside = value.slice(start, end);
  if (value.slice(start - mark.length, start) === mark && value.slice(end, end + mark.length) === mark && inside) return write(field, start - mark.length, end + mark.length, inside, 0, inside.length);
  const text = inside || words;
  write(field, start, end, mark + text + mark, mark.length, mark.length + text.length);
}

/** Change each of the lines that are selected. */
function lines(field, change) {
  const { value } = field;
  const start = value.lastIndexOf("\n", field.selectionStart - 1) + 1;
  const after = value.indexOf("\n", field.selectionEnd);
  const end = after < 0 ? value.length : after;
  const text = value.slice(start, end).split("\n").map(change).join("\n");
  write(field, start, end, text);
}

function toggled(line, mark) {
  const bare = line.replace(/^(?:[-*+]|\d+[.)]) /, "");
  return line.startsWith(mark) ? bare : mark + bare;
}

function link(field) {
  const words = field.value.slice(field.selectionStart, field.selectionEnd) || "words of the link";
  const text = `[${words}](https://)`;
  write(field, field.selectionStart, field.selectionEnd, text, text.length - 1);
}

function formula(field) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const inside = value.slice(start, end) || "x = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}";
  const alone = !value.slice(value.lastIndexOf("\n", start - 1) + 1, start).trim() && !value.slice(end).split("\n")[0].trim();
  if (alone) {
    write(field, start, end, "");
    return block(field, `$$\n${inside}\n$$`);
  }
  write(field, start, end, `$${inside}$`, 1, 1 + inside.length);
}

/** Put `text` below the line of the cursor, with an empty line before and behind. */
function block(field, text) {
  const { selectionEnd, value } = field;
  // A sentence is not cut in two: it stands below the line.
  const after = value.indexOf("\n", selectionEnd);
  const at = after < 0 ? value.length : after;
  const before = value.slice(0, at).replace(/\n+$/, "");
  const behind = value.slice(at).replace(/^\n+/, "");
  // What is typed next is not part of it: below a table, a line would be one more row.
  const whole = `${before && "\n\n"}${text}\n\n`;
  write(field, before.length, value.length - behind.length, whole);
}
