/** The form of what is said about a lesson, above its text: it writes the front matter, and shows what stands there. */
import { fill, h } from "../dom.js";
import { FrontMatter, listOf } from "./front-matter.js";

const lines = (text) => text.split("\n").map((each) => each.trim()).filter(Boolean);
const words = (text) => text.trim().replace(/\s+/g, " ");

/** [names in the front matter, label, hint, as it is shown, as it is kept, rows] */
const FIELDS = [
  [["subject"], "Subject", "Biology", String, words, 1],
  [["level"], "For whom", "Year 8", String, words, 1],
  [["summary", "description", "abstract", "subtitle"], "In a sentence", "What the lesson is about.", String, words, 2],
  [["keywords", "keyword", "tags", "tag", "topics"], "Also called", "leaf, chlorophyll, food of plants", (value) => listOf(value).join(", "), listOf, 1],
  [["takeaways"], "Things to remember, one a line", "Films of this lesson end with three of them.", (value) => (Array.isArray(value) ? value : lines(value)).join("\n"), lines, 3],
];
const TITLE = ["title", "name", "titel", "titre", "título", "titulo", "titolo"];
const LANGUAGE = ["language", "lang", "locale", "sprache", "langue", "idioma", "lingua"];

/**
 * Fill `place`; `changed` hears of each change. Returns {text, take(front), said({title, language})}: `text` is the
 * front matter as it is now, `said` keeps in step what it says of the title and the language, if it does.
 */
export function aboutForm(place, changed) {
  let front = new FrontMatter("");
  const inputs = FIELDS.map(([names, label, hint, , kept, rows]) => {
    const id = `about-${names[0]}`;
    const about = { class: rows > 1 ? "textarea" : "input", id, dir: "auto", autocomplete: "off", placeholder: hint, maxlength: 2000, oninput: () => write(names, kept(input.value)) };
    const input = rows > 1 ? h("textarea", { ...about, rows }) : h("input", about);
    return { input, element: h("div", { class: `field about-${rows > 1 ? "long" : "short"}` }, h("label", { for: id }, label), input) };
  });

  function write(names, value) {
    front.set(value, ...names);
    changed();
  }

  fill(place, inputs.map(({ element }) => element));
  return {
    get text() {
      return front.text;
    },
    take(text) {
      front = new FrontMatter(text);
      FIELDS.forEach(([names, , , shown], index) => {
        const value = shown(front.get(...names));
        const { input } = inputs[index];
        if (input.value !== value && input !== document.activeElement) input.value = value;
      });
    },
    said({ title, language }) {
      if (front.get(...TITLE) && title) front.set(title, ...TITLE);
      if (front.get(...LANGUAGE) && language) front.set(language, ...LANGUAGE);
    },
  };
}
