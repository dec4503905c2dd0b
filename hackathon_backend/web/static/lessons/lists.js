/** The lessons that can be read here, in three lists: one's own, those that others share, those that are built in. */
import { call } from "../api.js";
import { notice } from "../dialogs.js";
import { fill, h, icon, toast } from "../dom.js";
import { many, pathOf, plain } from "./names.js";
import { removeLesson } from "./removing.js";
import { lessonRow } from "./row.js";
import { openLessonSharing } from "./sharing.js";

const GROUPS = [["own", "Your lessons"], ["shared", "Shared with you"], ["built-in", "Built in"]];
const AT_FIRST = 30;
const SORTS = [["changed", "Changed last"], ["title", "By title"]];

export class Lists {
  constructor(place) {
    this.#search = h("input", { class: "input", type: "search", id: "lessons-search", placeholder: "Title or summary", autocomplete: "off", oninput: () => this.#show() });
    this.#sort = h("select", { class: "select", id: "lessons-sort", onchange: () => this.#show() }, SORTS.map(([value, label]) => h("option", { value }, label)));
    fill(
      place,
      h("div", { class: "lessons-bar" },
        h("div", { class: "field grow" }, h("label", { for: "lessons-search" }, "Find a lesson"), this.#search),
        h("div", { class: "field" }, h("label", { for: "lessons-sort" }, "Sort"), this.#sort)),
      this.#trouble, this.#groups, this.#found,
    );
    fill(this.#groups, h("div", { class: "lessons-group" }, [1, 2, 3].map(() => h("div", { class: "lesson-row card" }, h("div", { class: "lesson-row-text" }, h("span", { class: "skeleton line short" }, "."), h("span", { class: "skeleton line" }, "."))))));
  }

  #search;
  #sort;
  #trouble = h("div", {});
  #groups = h("div", { class: "lessons-groups" });
  #found = h("p", { class: "said", role: "status" });
  #lessons = [];
  #all = new Set(); // the groups that are shown to their end
  #withHidden = false;

  /** Ask for all of them, and show them. */
  async load() {
    try {
      this.#lessons = (await call("api/lessons?hidden=true")).lessons;
      fill(this.#trouble);
      this.#show();
    } catch (error) {
      fill(this.#groups);
      fill(this.#trouble, notice("red", h("p", {}, error.message), h("button", { class: "button", type: "button", onclick: () => this.load() }, icon("retry"), "Try again")));
    }
  }

  #show() {
    const focused = this.#groups.contains(document.activeElement) ? document.activeElement.closest("[data-do]") : null;
    const words = plain(this.#search.value).split(" ").filter(Boolean);
    const fitting = this.#lessons.filter((lesson) => {
      const text = plain(`${lesson.title} ${lesson.summary}`);
      return words.every((word) => text.includes(word));
    });
    fill(this.#groups, GROUPS.map(([origin, name]) => this.#group(origin, name, this.#sorted(fitting.filter((each) => each.origin === origin)), words.length > 0)));
    this.#found.textContent = words.length ? `${many(fitting.length, "lesson")} found` : "";
    if (words.length && !fitting.length) fill(this.#groups, this.#nothing());
    if (focused) this.#groups.querySelector(`[data-do="${CSS.escape(focused.dataset.do)}"]`)?.focus();
  }

  #sorted(lessons) {
    const byTitle = (one, other) => one.title.localeCompare(other.title, undefined, { numeric: true });
    if (this.#sort.value === "title") return lessons.sort(byTitle);
    return lessons.sort((one, other) => (other.updatedAt ?? "").localeCompare(one.updatedAt ?? "") || byTitle(one, other));
  }

  #group(origin, name, lessons, searched) {
    const hidden = lessons.filter((each) => each.hidden);
    const shown = this.#withHidden ? lessons : lessons.filter((each) => !each.hidden);
    const first = origin === "own" && !searched && !lessons.length;
    if (!lessons.length && !first) return null;
    const cut = this.#all.has(origin) ? shown : shown.slice(0, AT_FIRST);
    return h("section", { class: "lessons-group", "aria-labelledby": `group-${origin}` },
      h("div", { class: "lessons-group-head" },
        h("h2", { id: `group-${origin}` }, name, !first && h("span", { class: "count" }, shown.length)),
        hidden.length > 0 && this.#hiddenSwitch(hidden.length)),
      first ? invitation() : h("ul", { class: "lesson-rows" }, cut.map((lesson) => lessonRow(lesson, this.#acts(lesson)))),
      cut.length < shown.length && h("button", { class: "button", type: "button", onclick: () => (this.#all.add(origin), this.#show()) }, `Show all ${shown.length}`));
  }

  #hiddenSwitch(count) {
    const turn = () => {
      this.#withHidden = !this.#withHidden;
      this.#show();
    };
    return h("button", { class: "button quiet", type: "button", "data-do": "hidden", "aria-pressed": String(this.#withHidden), onclick: turn }, icon(this.#withHidden ? "hide" : "eye"), this.#withHidden ? "Leave out hidden ones" : `Show ${count} hidden`);
  }

  #acts(lesson) {
    return {
      share: () => openLessonSharing(lesson, { onclose: () => this.load() }),
      remove: async () => {
        if (!(await removeLesson(lesson))) return;
        await this.load();
        this.#search.focus();
      },
      hide: (hidden) => this.#hide(lesson, hidden),
    };
  }

  async #hide(lesson, hidden) {
    try {
      await call(pathOf(lesson.id, "hidden"), { method: "PUT", json: { hidden } });
    } catch (error) {
      return toast(error.message, "error");
    }
    lesson.hidden = hidden;
    toast(hidden ? `“${lesson.title}” is hidden: it is in no list any more, and the chat does not answer from it.` : `“${lesson.title}” is back.`);
    this.#show();
    if (!this.#groups.contains(document.activeElement)) (this.#groups.querySelector("[data-do=hidden]") ?? this.#search).focus();
  }

  #nothing() {
    const clear = () => {
      this.#search.value = "";
      this.#show();
      this.#search.focus();
    };
    return h("div", { class: "empty" }, icon("search"), h("h2", {}, "No lesson fits"), h("p", {}, `None has “${this.#search.value.trim()}” in its title or summary.`), h("button", { class: "button", type: "button", onclick: clear }, "Show all lessons"));
  }
}

function invitation() {
  return h("div", { class: "empty first" }, icon("book"), h("h3", {}, "Your first lesson is one document away"), h("p", {}, "Slides, a script, a worksheet, a page of the web: it becomes a lesson that students can read and ask about, and that videos are made from. It is yours alone until you share it."));
}
