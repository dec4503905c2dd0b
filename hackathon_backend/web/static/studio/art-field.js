/** A field for a drawing: a word, and the drawings that it finds as pictures to choose from. */
import { call, home } from "../api.js";
import { fill, h } from "../dom.js";

const PAUSE = 180;
const SHOWN = 24;

/** The field; `value` is a word, an id, "none" or empty, and `set` gets another one, empty for no drawing. `language` is that of the film. */
export function artField(value, set, id, language = "en") {
  let kept = value && value !== "none" ? value : "";
  let timer = 0;
  let turn = 0;
  const sample = h("span", { class: "art-picture", "aria-hidden": "true" });
  const input = h("input", { class: "input", id, maxlength: 60, value: kept, autocomplete: "off", placeholder: "leaf, volcano, microscope …", "aria-describedby": `${id}-told`, oninput: later, onfocus: look, onkeydown: pressed });
  const told = h("p", { class: "hint", id: `${id}-told`, role: "status" });
  const found = h("div", { class: "art-found", role: "group", "aria-label": "Drawings", hidden: true });
  const field = h("div", { class: "art-field", onfocusout: (event) => field.contains(event.relatedTarget) || leave() }, h("div", { class: "art-line" }, sample, input), told, found);

  const ask = (text, limit) => call(`api/art?${new URLSearchParams({ q: text.trim().slice(0, 60), language, limit })}`).then((answer) => answer.art);

  function later() {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  }

  async function look() {
    const mine = ++turn;
    const art = await ask(input.value, SHOWN).catch(() => []);
    if (mine !== turn) return;
    fill(found, art.map((each) => h("button", { class: "art-choice", type: "button", title: each.name, "aria-label": each.name, "aria-pressed": String(each.word === kept), onclick: () => choose(each.word) }, picture(each.id))));
    found.hidden = art.length === 0;
    if (!found.hidden) found.scrollIntoView({ block: "nearest" });
    fill(told, art.length === 0 && input.value ? "There is no drawing of that. Try a plainer word." : "");
  }

  function pressed(event) {
    if (event.key === "Escape" && !found.hidden) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
    if (event.key === "Enter") {
      event.preventDefault();
      leave();
    }
  }

  function choose(word) {
    input.value = word;
    input.focus();
    leave();
  }

  /** Take over what is written, if it is new. */
  function leave() {
    close();
    const word = input.value.trim();
    if (word === kept) return;
    kept = word;
    set(word);
    show();
  }

  function close() {
    clearTimeout(timer);
    turn++;
    found.hidden = true;
    fill(told, "");
  }

  /** The picture of what is chosen, beside its word. */
  async function show() {
    const word = kept;
    const [first] = word ? await ask(word, 1).catch(() => []) : [];
    if (word === kept) fill(sample, first && picture(first.id));
  }

  show();
  return field;
}

/** A drawing in the colour of the text; a mask, since an image would keep its own. */
const picture = (id) => h("span", { class: "art", style: { "mask-image": `url("${home`api/art/${encodeURIComponent(id)}.svg`}")` } });
