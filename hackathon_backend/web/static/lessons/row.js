/** A lesson in a list, with what can be done with it. */
import { home } from "../api.js";
import { h, icon } from "../dom.js";
import { languageName, WHO, when } from "./names.js";

/** `act` has share(), remove() and hide(hidden). */
export function lessonRow(lesson, act) {
  const address = home`?lesson=${encodeURIComponent(lesson.id)}`;
  const own = lesson.origin === "own";
  const summary = lesson.summary && h("p", { class: "lesson-about", dir: "auto" }, lesson.summary);
  return h("li", { class: `lesson-row card${lesson.hidden ? " is-hidden" : ""}` },
    h("div", { class: "lesson-row-text" },
      h("h3", {}, h("a", { href: address, dir: "auto", "data-do": `read ${lesson.id}` }, lesson.title)),
      summary,
      h("p", { class: "lesson-facts" }, facts(lesson))),
    h("div", { class: "lesson-tools" },
      own && h("a", { class: "button", href: home`lessons/${encodeURIComponent(lesson.id)}/edit`, "aria-label": `Edit ${lesson.title}` }, icon("edit"), "Edit"),
      h("a", { class: "button quiet", href: `${address}#make-a-video`, "aria-label": `Make a video of ${lesson.title}` }, icon("film"), words("Make a video", "Video")),
      h("a", { class: "button quiet", href: home`courses/new?lesson=${encodeURIComponent(lesson.id)}`, "aria-label": `Make a course of ${lesson.title}` }, icon("list"), words("Make a course", "Course")),
      h("div", { class: "lesson-icons" },
        h("button", { class: "icon-button", type: "button", title: "Add to a collection", "data-do": `collect ${lesson.id}`, "aria-label": `Add ${lesson.title} to a collection`, onclick: () => collect(lesson) }, icon("folder")),
        own && h("button", { class: "icon-button", type: "button", title: "Share", "data-do": `share ${lesson.id}`, "aria-label": `Share ${lesson.title}`, onclick: act.share }, icon("share")),
        own && h("button", { class: "icon-button", type: "button", title: "Delete", "data-do": `delete ${lesson.id}`, "aria-label": `Delete ${lesson.title}`, onclick: act.remove }, icon("trash")),
        lesson.origin === "built-in" && hideButton(lesson, act))));
}

/** Where there is little room the shorter word has to do; all of it is in the button's label. */
function words(long, short) {
  return [h("span", { class: "with-room" }, long), h("span", { class: "without-room" }, short)];
}

async function collect({ id, title }) {
  const { openAddTo } = await import("../collections/add-to.js");
  openAddTo({ lesson: id }, title);
}

function hideButton(lesson, act) {
  const label = lesson.hidden ? "Show" : "Hide";
  return h("button", { class: "icon-button", type: "button", title: label, "data-do": `hide ${lesson.id}`, "aria-label": `${label} ${lesson.title}`, onclick: () => act.hide(!lesson.hidden) }, icon(lesson.hidden ? "eye" : "hide"));
}

function facts(lesson) {
  const [, sign, word] = WHO.find(([value]) => value === lesson.visibility) ?? WHO[0];
  return [
    lesson.hidden && h("span", { class: "badge amber" }, icon("hide"), "Hidden"),
    lesson.origin === "own" && h("span", { class: `badge ${lesson.visibility === "private" ? "" : "green"}` }, icon(sign), word),
    lesson.part && h("span", { class: "badge" }, icon("book"), `Part ${lesson.part}`),
    h("span", {}, languageName(lesson.language)),
    lesson.origin !== "built-in" && lesson.updatedAt && h("span", {}, `Changed ${when(lesson.updatedAt)}`),
  ];
}
