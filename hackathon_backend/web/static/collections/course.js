/** A lesson as a course: its films are looked at, changed, and ordered together. */
import { call, home, sender } from "../api.js";
import { notice, say } from "../dialogs.js";
import { fill, h, icon } from "../dom.js";
import { many, span } from "../studio/format.js";

const A_MOMENT = 500;
const LENGTHS = [[180, "up to 3 minutes"], [120, "up to 2 minutes"], [60, "about a minute"]];
const place = document.getElementById("course");
const outline = document.getElementById("outline");
const here = { lessons: [place.dataset.lesson], title: place.dataset.title };
const whole = place.dataset.whole ? JSON.parse(place.dataset.whole) : null; // all lessons of the document
const pathOf = (lesson) => `api/lessons/${encodeURIComponent(lesson)}/course`;
let source = whole ?? here;

const title = h("input", { class: "input", id: "course-title", maxlength: 200, required: true, dir: "auto", value: source.title });
const extent = h("select", { class: "select", id: "course-extent", onchange: () => choose(extent.value === "whole" ? whole : here) }, whole && h("option", { value: "whole" }, `The whole document (${whole.lessons.length} lessons)`), h("option", { value: "part" }, "This lesson alone"));
const length = h("select", { class: "select", id: "course-length", onchange: () => look() }, LENGTHS.map(([value, label]) => h("option", { value }, label)));
const list = h("ol", { class: "films" });
const sum = h("p", { role: "status" });
const wrong = h("div", {});
const make = h("button", { class: "button primary", type: "submit" });
const said = h("p", { class: "said", role: "status" });
const LONG = "There is no heading in it at which it could be parted: lower headings in the lesson make shorter films.";
let films = [];

function row(film, index) {
  const box = h("input", { type: "checkbox", checked: film.wanted, "aria-label": `Make “${film.title}”`, onchange: () => ((film.wanted = box.checked), (element.classList.toggle("left-out", !film.wanted), count())) });
  const name = h("input", { class: "input", maxlength: 200, dir: "auto", value: film.title, "aria-label": `Title of film ${index + 1}`, oninput: () => (film.title = name.value) });
  const tool = (sign, label, by, ends) => h("button", { class: "icon-button", type: "button", "data-do": sign, "aria-label": `${label}: ${film.title}`, title: label, "aria-disabled": ends ? "true" : null, onclick: () => !ends && move(film, by, sign) }, icon(sign));
  const element = h("li", { class: `film card${film.wanted ? "" : " left-out"}` },
    h("label", { class: "film-box" }, box),
    h("div", { class: "film-text" }, name, h("p", { class: "hint" }, `About ${span(Math.round(film.seconds))} · `, h("span", { dir: "auto" }, film.sections.join(" · "))), film.seconds > 1.25 * length.value && h("p", { class: "hint" }, LONG)),
    h("div", { class: "film-tools" }, tool("up", "Move up", -1, index === 0), tool("down", "Move down", 1, index === films.length - 1)));
  return element;
}

function move(film, by, sign) {
  const at = films.indexOf(film);
  films.splice(at, 1);
  films.splice(at + by, 0, film);
  show();
  list.children[at + by].querySelector(`[data-do=${sign}]`).focus();
  said.textContent = `${film.title} is film ${at + by + 1} of ${films.length} now.`;
}

function show() {
  fill(list, films.map(row));
  count();
}

function count() {
  const wanted = films.filter((film) => film.wanted);
  const left = films.filter((film) => !film.wanted).flatMap((film) => film.sections);
  fill(sum, `${many(wanted.length, "film")}, ${span(Math.round(wanted.reduce((all, film) => all + film.seconds, 0)))} in all.`, left.length ? ` Left out: ${left.join(" · ")}.` : " Every section is in one of them.");
  fill(make, icon("film"), wanted.length === 1 ? "Make this film" : `Make these ${wanted.length} films`);
  make.setAttribute("aria-disabled", String(!wanted.length));
}

function choose(chosen) {
  if (title.value.trim() === source.title) title.value = chosen.title;
  source = chosen;
  return look();
}

let looks = 0;

/** The films of all lessons that it is made of: a book takes a while. */
async function look() {
  const mine = ++looks;
  try {
    let found = { planning: { done: 0, total: source.lessons.length } };
    while (found.planning) {
      if (found.planning.total > 1) tell(`Reading lesson ${found.planning.done + 1} of ${found.planning.total} …`);
      if (found.films) await new Promise((resolve) => setTimeout(resolve, A_MOMENT));
      found = await call(`${pathOf(source.lessons[0])}?seconds=${length.value}&allParts=${source.lessons.length > 1}`);
      if (mine !== looks) return;
    }
    films = found.films.map((film) => ({ ...film, wanted: true }));
    show();
    say(wrong, null);
  } catch (error) {
    if (mine === looks) fill(outline.isConnected && !films.length ? outline : wrong, notice("red", h("p", {}, error.message)));
  }
}

function tell(words) {
  if (films.length) fill(sum, words);
  else fill(outline, h("p", { role: "status" }, words), h("div", { class: "skeleton block" }));
}

let sending = false;
const once = sender();

async function send(event) {
  event.preventDefault();
  const wanted = films.filter((film) => film.wanted);
  if (!wanted.length || sending) return;
  sending = true;
  say(wrong, null);
  try {
    const json = { title: title.value, films: wanted.map(({ lessonId, start, end, title: name, sections }) => ({ lessonId, start, end, title: name.trim() || sections[0] })) };
    const made = await once(pathOf(source.lessons[0]), { json });
    location.assign(home`collections/${made.id}`);
  } catch (error) {
    say(wrong, error);
    sending = false;
  }
}

const form = h("form", { class: "course-form", onsubmit: send },
  h("div", { class: "course-row" },
    h("div", { class: "field grow" }, h("label", { for: title.id }, "Title of the course"), title),
    whole && h("div", { class: "field" }, h("label", { for: extent.id }, "Made of"), extent),
    h("div", { class: "field" }, h("label", { for: length.id }, "Length of each film"), length)),
  list, sum, wrong, h("div", { class: "actions" }, make), said);
await look();
if (films.length) fill(outline, form);
