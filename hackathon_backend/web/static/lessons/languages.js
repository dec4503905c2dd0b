/** The dialog in which a teacher has a lesson put into other languages, sees how far they are, and opens them. */
import { call, home } from "../api.js";
import { notice, openDialog, say } from "../dialogs.js";
import { fill, goTo, h, icon, keepFocus } from "../dom.js";
import { languageChoices, languageName, many, pathOf } from "./names.js";

const AGAIN = 1500;
const UNDER_WAY = ["queued", "translating"];
const OFF = "There is no language model on this server, so lessons can't be translated here. Ask whoever runs it to set one up.";

/** Have the lesson ({id, title}) put into other languages. */
export async function openLessonLanguages({ id, title }) {
  const path = pathOf(id, "translations");
  const made = h("section", { class: "share-part", "aria-labelledby": "lesson-languages", hidden: true });
  const news = h("p", { class: "said", role: "status" });
  const wrong = h("div", {});
  const body = h("div", { class: "sharing" }, h("div", { class: "skeleton block" }));
  const seen = new Map(); // the status of each translation as it was told last
  let [timer, open] = [0, true];
  openDialog(`“${title}” in other languages`, body, {
    wide: true,
    onclose: () => {
      open = false;
      clearTimeout(timer);
    },
  });

  /** Do something about translations, and tell how they are then. */
  async function change(what, options) {
    say(wrong, null);
    try {
      await call(what, options);
    } catch (error) {
      say(wrong, error);
    }
    await look();
  }
  const order = (languages, keep = []) => change(path, { method: "POST", json: { languages, keep } });
  const stop = (one) => change(`api/lessons/translations/${encodeURIComponent(one.id)}`, { method: "DELETE" });

  function look() {
    clearTimeout(timer);
    return call(path).then(tell, () => open && (timer = setTimeout(look, 5 * AGAIN)));
  }

  function tell(found) {
    const { translations, original } = found;
    made.hidden = !translations.length;
    keepFocus(made, () => fill(made, h("h3", { class: "small-title", id: "lesson-languages" }, "Your translations"), h("ul", { class: "share-list" }, translations.map((each) => row(each, original, { order, stop })))));
    for (const box of body.querySelectorAll("[name=language]")) {
      const one = translations.find(({ language, isNewest }) => isNewest && language === box.value);
      box.disabled = Boolean(one) && (one.status === "completed" || UNDER_WAY.includes(one.status));
      if (box.disabled) box.checked = false;
    }
    body.querySelector("form")?.dispatchEvent(new Event("change"));
    for (const each of translations) {
      if (UNDER_WAY.includes(seen.get(each.id)) && each.status === "completed") news.textContent = `${each.englishName} is ready.`;
      seen.set(each.id, each.status);
    }
    clearTimeout(timer);
    if (open && translations.some(({ status }) => UNDER_WAY.includes(status))) timer = setTimeout(look, AGAIN);
  }

  try {
    const found = await call(path);
    const from = found.translatedFrom;
    fill(body,
      h("p", {}, "Each language becomes a lesson of your own, which you can edit, share and film. Numbers, formulas, links and pictures stay as they are."),
      from && h("p", {}, "This lesson was translated from ", h("a", { href: editOf(from.lessonId) }, `the one in ${from.englishName}`), "."),
      made, found.languageModel ? form(found.original.language, order) : notice("amber", OFF), wrong, news);
    tell(found);
  } catch (error) {
    say(body, error);
  }
}

const editOf = (id) => home`lessons/${encodeURIComponent(id)}/edit`;

/** The languages to choose from, and names that stay; `order(languages, keep)` sends them. */
function form(source, order) {
  const offered = languageChoices().filter(([code]) => code !== source.split("-")[0]);
  const keep = h("input", { class: "input", id: "keep-names", maxlength: 1000, autocomplete: "off", "aria-describedby": "keep-hint" });
  const send = h("button", { class: "button primary", type: "submit", disabled: true }, "Translate");
  const grid = h("div", { class: "language-grid" }, offered.map(choice));
  const chosen = () => [...grid.querySelectorAll(":checked")].map(({ value }) => value);
  const draw = () => {
    const { length } = chosen();
    send.disabled = !length;
    send.textContent = length > 1 ? `Translate into ${length} languages` : "Translate";
  };
  const submit = async (event) => {
    event.preventDefault();
    const languages = chosen();
    if (!languages.length) return;
    send.disabled = true;
    await order(languages, keep.value.split(",").map((name) => name.trim()).filter(Boolean));
    draw();
    const title = document.getElementById("lesson-languages");
    if (title && send.disabled) goTo(title);
  };
  return h("form", { class: "share-part", onsubmit: submit, onchange: draw },
    h("fieldset", { class: "language-choice" }, h("legend", { class: "small-title" }, "Put it into"), grid),
    h("div", { class: "field" }, h("label", { for: "keep-names" }, "Names that stay as they are"), keep, h("p", { class: "hint", id: "keep-hint" }, "With commas between them, such as React, Ada Lovelace.")),
    h("div", { class: "actions" }, send));
}

function choice([code, name]) {
  const own = new Intl.DisplayNames([code], { type: "language" }).of(code) ?? name;
  return h("label", { class: "language-option" }, h("input", { type: "checkbox", name: "language", value: code }),
    h("span", {}, h("span", { lang: code, dir: "auto" }, own[0].toLocaleUpperCase(code) + own.slice(1)), h("small", {}, name)));
}

function row(one, original, { order, stop }) {
  const { id, language, name, englishName, direction, status, version, isNewest } = one;
  const old = isNewest ? "" : ` · of version ${version}`;
  const named = h("span", {}, h("span", { lang: language, dir: direction }, name), " ", h("small", {}, `${englishName}${old}`));
  const control = `translation-${id}`;
  if (status === "completed") {
    const left = one.losses.length ? h("span", { class: "hint" }, `${many(one.losses.length, "note")} on what stays in ${languageName(original.language)}`) : "";
    return h("li", {}, named, left, h("a", { class: "button", id: control, href: editOf(one.lessonId) }, "Open", h("span", { class: "said" }, ` in ${englishName}`)));
  }
  if (UNDER_WAY.includes(status)) {
    const told = one.total ? `${one.done} of ${many(one.total, "text")}` : "waits for its turn";
    return h("li", {}, named, h("progress", { class: "bar", max: 100, value: one.progress, "aria-label": `How far ${englishName} is` }), h("span", { class: "hint" }, told),
      h("button", { class: "button quiet", id: control, type: "button", "aria-label": `Stop with ${englishName}`, onclick: () => stop(one) }, "Stop"));
  }
  const why = status === "failed" ? (one.error?.message ?? "It could not be translated.") : "Stopped";
  const again = isNewest && h("button", { class: "button", id: control, type: "button", "aria-label": `Try again in ${englishName}`, onclick: () => order([language], one.keep) }, icon("retry"), "Try again");
  return h("li", {}, named, h("span", { class: "hint" }, why), again);
}
