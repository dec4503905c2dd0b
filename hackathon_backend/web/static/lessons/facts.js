/** What is known of the lesson that is being edited, and what else can be done with it. */
import { home } from "../api.js";
import { fill, h, icon } from "../dom.js";
import { openLessonLanguages } from "./languages.js";
import { languageChoices, many, WHO, when } from "./names.js";
import { removeLesson } from "./removing.js";
import { openLessonSharing } from "./sharing.js";

/** The line below the title. `on.changed(code)` hears of another language, `on.shared(sharing)` of who may read it. */
export function showFacts(place, lesson, { language, changed, versions, shared }) {
  const focused = place.contains(document.activeElement) ? document.activeElement.id : "";
  const [, sign, word] = WHO.find(([value]) => value === lesson.visibility) ?? WHO[0];
  const select = h("select", { class: "select fact", id: "language", onchange: () => changed(select.value) }, languageChoices(language).map(([code, name]) => h("option", { value: code, selected: code === language }, name)));
  fill(
    place,
    h("label", { class: "said", for: "language" }, "Language of the lesson"), select,
    h("button", { class: "fact", id: "fact-who", type: "button", onclick: () => openLessonSharing(lesson, { onclose: shared }) }, icon(sign), h("span", {}, h("span", { class: "said" }, "Who may read it: "), word)),
    h("button", { class: "fact", id: "fact-versions", type: "button", onclick: versions }, icon("history"), `Version ${lesson.version}`, h("span", { class: "said" }, `, saved ${when(lesson.updatedAt)}: all versions`)),
    lesson.document && h("a", { class: "fact", id: "fact-document", href: lesson.document.url, target: "_blank", rel: "noopener" }, icon("file"), h("span", { class: "fact-name", dir: "auto" }, lesson.document.name), counted(lesson.document)),
  );
  if (focused) document.getElementById(focused)?.focus();
}

function counted({ unit, count }) {
  return unit && unit !== "time" && count ? h("span", { class: "hint" }, many(count, unit)) : null;
}

/** The buttons beside the title. What leaves the page asks first what shall become of changes. */
export function showTools(place, { lesson, isChanged, store, leave }) {
  const { id } = lesson();
  const address = home`?lesson=${encodeURIComponent(id)}`;
  const go = (href) => async (event) => {
    if (!isChanged() || event.ctrlKey || event.metaKey || event.shiftKey) return;
    // Read and asked about is what is saved.
    event.preventDefault();
    if (await store()) location.assign(href);
  };
  const remove = async () => {
    if (!(await removeLesson(lesson()))) return;
    leave();
    location.assign(home`lessons`);
  };
  const translate = async () => {
    // Translated is what is saved.
    if (!isChanged() || (await store())) openLessonLanguages(lesson());
  };
  const links = [["film", "Make a video", `${address}#make-a-video`], ["chat", "Open in chat", address]];
  const course = home`courses/new?lesson=${encodeURIComponent(id)}`;
  const more = h("details", { class: "menu" },
    h("summary", { class: "icon-button", "aria-label": "More", title: "More" }, icon("more")),
    h("ul", {},
      links.map(([sign, label, href]) => h("li", { class: "when-narrow" }, h("a", { href, onclick: go(href) }, label, icon(sign)))),
      h("li", {}, h("a", { href: course, onclick: go(course) }, "Make a course", icon("scenes"))),
      h("li", {}, h("button", { type: "button", onclick: translate }, "Other languages…", icon("globe"))),
      h("li", {}, h("button", { type: "button", onclick: () => download(lesson()) }, "Take it along as Markdown", icon("download"))),
      h("li", {}, h("button", { class: "danger", type: "button", onclick: remove }, "Delete", icon("trash")))));
  closeByItself(more);
  fill(place, links.map(([sign, label, href]) => h("a", { class: "button quiet when-wide", href, onclick: go(href) }, icon(sign), label)), more);
}

function download({ title, text }) {
  const name = `${title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60) || "lesson"}.md`;
  const url = URL.createObjectURL(new Blob([text], { type: "text/markdown" }));
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

function closeByItself(menu) {
  const summary = menu.querySelector("summary");
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.stopPropagation();
    menu.open = false;
    summary.focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  menu.addEventListener("click", (event) => event.target.closest("a, button") && (menu.open = false));
  document.addEventListener("pointerdown", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}
