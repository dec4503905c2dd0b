/** Where others are: their names at the fields that they are in, and a stroke where their caret stands. */
import { h } from "../dom.js";

const TONES = 6;
const COPIED = ["font", "letterSpacing", "lineHeight", "padding", "border", "boxSizing", "whiteSpace", "overflowWrap", "textIndent", "tabSize"];

/** The number of somebody's colour: the same wherever they are shown. */
export const toneOf = (client) => [...client].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % TONES;

/** Returns show(people): marks in `panel` for each of {client, name, field, caret}; `field` is the id of an element. */
export function carets(panel) {
  const layer = h("div", { class: "carets", "aria-hidden": "true" });
  let people = [];

  function draw() {
    if (layer.parentElement !== panel) panel.append(layer);
    layer.replaceChildren(...people.map(mark).filter(Boolean));
  }

  function mark({ client, name, field, caret }) {
    const target = field && document.getElementById(field);
    if (!target || !panel.contains(target) || !target.offsetParent) return null;
    const home = panel.getBoundingClientRect();
    const box = target.getBoundingClientRect();
    const place = "value" in target && target.selectionStart !== null && target.matches("textarea, input") ? caretBox(target, caret) : { x: 0, y: 0, height: box.height };
    const [x, y] = [box.left - home.left + Math.min(place.x, box.width - 2), box.top - home.top + Math.max(0, Math.min(place.y, box.height - 4))];
    return h("span", { class: `caret tone-${toneOf(client)}`, style: { left: `${x}px`, top: `${y}px`, height: `${Math.min(place.height, box.height)}px` } }, h("span", { class: "caret-name" }, name));
  }

  addEventListener("resize", draw);
  panel.addEventListener("scroll", draw, true);
  return (list) => {
    people = list;
    draw();
  };
}

/** Where the caret behind so many characters stands in a field, in pixels from its upper left corner. */
function caretBox(field, caret) {
  const style = getComputedStyle(field);
  const mirror = document.createElement("div");
  for (const name of COPIED) mirror.style[name] = style[name];
  mirror.style.position = "absolute";
  mirror.style.visibility = "hidden";
  mirror.style.width = `${field.offsetWidth}px`;
  if (field.matches("input")) mirror.style.whiteSpace = "pre";
  const stroke = document.createElement("span");
  stroke.textContent = "\u200b";
  mirror.append(field.value.slice(0, caret), stroke);
  document.body.append(mirror);
  const place = { x: stroke.offsetLeft - field.scrollLeft, y: stroke.offsetTop - field.scrollTop, height: stroke.offsetHeight };
  mirror.remove();
  return place;
}

/** The element with the focus, with its caret, to be found again after fields were drawn anew: call what it returns. */
export function keepCaret(panel) {
  const field = document.activeElement;
  if (!panel.contains(field) || !field.id) return () => {};
  const { id, value, selectionStart: from, selectionEnd: to } = field;
  return () => {
    const again = document.getElementById(id);
    if (!again || !panel.contains(again)) return;
    if (again !== document.activeElement) again.focus({ preventScroll: true });
    if (typeof from === "number" && typeof value === "string") again.setSelectionRange(moved(value, again.value, from), moved(value, again.value, to));
  };
}

/** Where a caret stands after `before` became `after`: words that came in front of it push it on. */
export function moved(before, after, caret) {
  let first = 0;
  const most = Math.min(before.length, after.length);
  while (first < most && before[first] === after[first]) first += 1;
  if (caret <= first) return caret;
  let last = 0;
  while (last < most - first && before.at(-1 - last) === after.at(-1 - last)) last += 1;
  return caret >= before.length - last ? after.length - (before.length - caret) : Math.min(caret, after.length - last);
}
