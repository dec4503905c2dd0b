/** A textarea for JSON with line numbers, and a list of problems, each of which leads to its place. */
import { fill, h, icon } from "../dom.js";
import { lineAt } from "./places.js";

/** Returns {element, text, setText(text), problems(list), reveal(place)}; `onedit` hears what was typed. */
export function editor(onedit, { id = "json", label = "Storyboard in JSON", rows = 22 } = {}) {
  const numbers = h("div", { class: "numbers", "aria-hidden": "true" });
  const area = h("textarea", { class: "code", id, rows, spellcheck: "false", autocapitalize: "off", autocomplete: "off", wrap: "off", "aria-label": label, "aria-describedby": `${id}-keys` });
  const list = h("ul", { class: "problems", "aria-live": "polite" });
  let lines = 0;
  let marked = new Set();

  function number() {
    const count = area.value.split("\n").length;
    if (count === lines && !marked.size) return;
    lines = count;
    fill(numbers, Array.from({ length: count }, (_, index) => h("span", { class: marked.has(index + 1) ? "at-fault" : "" }, index + 1)));
    numbers.scrollTop = area.scrollTop;
  }

  function setText(text) {
    if (area.value === text) return;
    area.value = text;
    number();
  }

  /** `found` are {kind, message, place}: kind is "red", "amber" or "", place {start, end, line} if it is known. */
  function problems(found) {
    const before = marked;
    marked = new Set(found.filter((each) => each.kind === "red" && each.place).map((each) => each.place.line));
    if (before.size || marked.size) lines = 0;
    number();
    area.setAttribute("aria-invalid", String(found.some((each) => each.kind === "red")));
    fill(list, found.map(({ kind, message, place }) => {
      const sign = icon(kind ? "alert" : "info");
      const words = [sign, place && h("span", { class: "line" }, `Line ${place.line}`), h("span", {}, message)];
      return h("li", { class: `problem ${kind}` }, place ? h("button", { type: "button", onclick: () => reveal(place) }, words) : h("div", {}, words));
    }));
  }

  function reveal({ start, end }) {
    area.focus();
    area.setSelectionRange(start, end);
    const height = parseFloat(getComputedStyle(area).lineHeight);
    area.scrollTop = Math.max(0, (lineAt(area.value, start) - 4) * height);
  }

  // Tab goes on to the next thing, as everywhere; indents are typed by those who ask for them.
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey) return;
    const line = area.value.slice(0, area.selectionStart).split("\n").at(-1);
    const indent = /^ */.exec(line)[0] + (/[{[]\s*$/.test(line) ? "  " : "");
    if (!indent) return;
    event.preventDefault();
    area.setRangeText(`\n${indent}`, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
  area.addEventListener("scroll", () => (numbers.scrollTop = area.scrollTop));
  area.addEventListener("input", () => {
    number();
    onedit(area.value);
  });
  const element = h("div", { class: "editor" }, h("div", { class: "code-box" }, numbers, area), h("p", { class: "said", id: `${id}-keys` }, "Lines are numbered. Problems are listed below; each leads to its line."), list);
  number();
  return { element, area, setText, problems, reveal, get text() { return area.value; } };
}
