/** The dialog in which somebody has a film put into other languages, and sees how far those are. */
import { call, home } from "../api.js";
import { notice, openDialog, say } from "../dialogs.js";
import { fill, goTo, h, keepFocus } from "../dom.js";

const OFFERED = ["ar", "bn", "zh", "nl", "en", "fr", "de", "el", "he", "hi", "id", "it", "ja", "ko", "fa", "pl", "pt", "ru", "es", "sw", "th", "tr", "uk", "ur", "vi"];
const AGAIN = 2000;
const UNDER_WAY = ["queued", "in_progress"];

/** Have `video` ({id, title}) put into other languages. `onclose` hears how many films there are by then. */
export async function openLanguages({ id, title }, { onclose = () => {} } = {}) {
  const path = `api/videos/${encodeURIComponent(id)}/translations`;
  const made = h("section", { class: "share-part", "aria-labelledby": "made-in", hidden: true });
  const body = h("div", { class: "sharing" }, h("div", { class: "skeleton block" }));
  const known = new Map(); // what is known of each language, by its code
  let [timer, finished, open] = [0, 0, true];
  openDialog(`“${title}” in other languages`, body, {
    wide: true,
    onclose: () => {
      open = false;
      clearTimeout(timer);
      onclose(finished);
    },
  });

  function tell({ translations }) {
    finished = translations.filter(({ status }) => status === "completed").length;
    made.hidden = !translations.length;
    keepFocus(made, () => fill(made, h("h3", { class: "small-title", id: "made-in", tabindex: "-1" }, "Ordered so far"), h("ul", { class: "share-list" }, translations.map(row))));
    for (const box of body.querySelectorAll("[name=language]")) {
      const film = translations.find(({ language }) => language === box.value);
      box.disabled = Boolean(film) && film.status !== "failed";
      if (box.disabled) box.checked = false;
    }
    clearTimeout(timer);
    if (open && translations.some(({ status }) => UNDER_WAY.includes(status))) timer = setTimeout(() => call(path).then(tell, () => (timer = setTimeout(() => call(path).then(tell), 5 * AGAIN))), AGAIN);
  }

  function form(check) {
    const problems = h("div", { role: "status" });
    const wrong = h("div", {});
    const send = h("button", { class: "button primary", type: "submit", disabled: true }, "Make the films");
    const keep = h("input", { class: "input", id: "keep-names", maxlength: 1000, autocomplete: "off", "aria-describedby": "keep-hint" });
    const grid = h("div", { class: "language-grid" }, check.languages.map(choice));
    const chosen = () => [...grid.querySelectorAll(":checked")].map(({ value }) => value);
    const draw = () => {
      const wanted = chosen();
      send.disabled = !wanted.length || !check.languageModel;
      send.textContent = wanted.length > 1 ? `Make ${wanted.length} films` : "Make the film";
      const told = wanted.flatMap((code) => known.get(code).problems.map((problem) => h("p", {}, h("strong", {}, `${known.get(code).englishName}: `), problem)));
      fill(problems, told.length ? notice("amber", told) : null);
    };
    const order = async (event) => {
      event.preventDefault();
      const [languages, names] = [chosen(), keep.value.split(",").map((name) => name.trim()).filter(Boolean)];
      if (!languages.length) return;
      send.disabled = true;
      say(wrong, null);
      try {
        await call(path, { method: "POST", json: { languages, keep: names } });
        tell(await call(path));
        goTo(document.getElementById("made-in"));
      } catch (error) {
        say(wrong, error);
      }
      draw();
    };
    return h("form", { class: "share-part", onsubmit: order, onchange: draw },
      check.problem && notice("amber", check.problem),
      h("fieldset", { class: "language-choice" }, h("legend", { class: "small-title" }, "Put it into"), grid),
      h("div", { class: "field" }, h("label", { for: "keep-names" }, "Names that stay as they are"), keep, h("p", { class: "hint", id: "keep-hint" }, "With commas between them, such as React, Ada Lovelace.")),
      problems, wrong, h("div", { class: "actions" }, send));
  }

  function choice(language) {
    known.set(language.language, language);
    const { name, englishName, fonts, ready } = language;
    const lacks = ready ? "" : ` – no ${fonts.ready ? "voice" : "font"}`;
    return h("label", { class: "language-option" }, h("input", { type: "checkbox", name: "language", value: language.language }),
      h("span", {}, h("span", { lang: language.language, dir: language.direction }, name), h("small", {}, englishName, lacks)));
  }

  try {
    const [films, check] = await Promise.all([call(path), call(`${path}/check?languages=${OFFERED.join(",")}`)]);
    const left = check.languages.filter(({ language }) => language !== films.original.language.split("-")[0]);
    const explained = "Each language becomes a film of its own with the same pictures. Whoever watches this one can choose it in the player.";
    fill(body, h("p", {}, explained), made, form({ ...check, languages: left.sort((one, other) => one.englishName.localeCompare(other.englishName)) }));
    tell(films);
  } catch (error) {
    say(body, error);
  }
}

function row({ language, name, englishName, direction, status, progress, step, watchUrl, error }) {
  const told = status === "completed" ? h("a", { href: home`${watchUrl.replace(/^\//, "")}` }, "Watch", h("span", { class: "said" }, ` in ${englishName}`))
    : status === "failed" ? h("span", { class: "hint" }, error?.message ?? "It could not be made.")
    : h("span", { class: "hint" }, `${Math.round(progress)} % · ${step}`);
  return h("li", {}, h("span", {}, h("span", { lang: language, dir: direction }, name), " ", h("small", {}, englishName)), told);
}
