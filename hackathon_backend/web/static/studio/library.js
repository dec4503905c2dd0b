/** The tab with every video there is, whoever asked for it. */
import { home } from "../api.js";
import { notice } from "../dialogs.js";
import { fill, h, icon } from "../dom.js";
import { openAddTo } from "../collections/add-to.js";
import { openSharing } from "../sharing/sharing.js";
import { keep, kept } from "../storage.js";
import { cancel, remix, remove } from "./actions.js";
import { card, cardSkeletons, looks, step } from "./card.js";
import { feed } from "./feed.js";
import { many } from "./format.js";
import { openViewer } from "./viewer.js";

const STATUSES = [["", "All"], ["completed", "Ready"], ["in_progress", "Being made"], ["queued", "Waiting"], ["failed", "Failed"]];
const SORTS = [["newest", "Newest first"], ["oldest", "Oldest first"], ["title", "By title"], ["longest", "Longest first"]];
const TYPING = 250;

export function mount(panel, studio) {
  const asked = { query: "", status: "", sort: "newest", page: 1 };
  const selected = new Map();
  const cards = new Map(); // id -> {element, looks}
  let found = null;
  let timer = 0;

  const search = h("input", { class: "input", type: "search", id: "library-search", placeholder: "Title or prompt", maxlength: 200, autocomplete: "off" });
  const sort = h("select", { class: "select", id: "library-sort" }, SORTS.map(([value, label]) => h("option", { value }, label)));
  const filters = h("div", { class: "chips", role: "group", "aria-label": "Show only" });
  const shapes = h("div", { class: "segments", role: "group", "aria-label": "Arrangement" });
  const trouble = h("div", {});
  const total = h("p", { class: "hint", role: "status" });
  const list = h("div", { class: "videos" });
  const bulk = h("div", { class: "bulk", role: "region", "aria-label": "Selected videos", hidden: true });
  const pages = h("nav", { class: "pages", "aria-label": "Pages of the library" });
  const live = feed({ onpage: show, onerror: (error) => fill(trouble, notice("amber", h("p", {}, error.message))), onback: () => fill(trouble) });

  const act = {
    play: (video) => view(video),
    details: (video) => view(video, { details: true }),
    remix: async (video) => {
      const made = await remix(video);
      if (!made) return;
      look({ page: 1 });
      openViewer(made.id, { title: video.title, studio, onchange: look });
    },
    share: (video) => openSharing(video, { onclose: (renewed) => renewed && look() }),
    collect: (video) => openAddTo({ video: video.id }, video.title),
    remove: (video) => removeAll([video]),
    cancel: async (video) => (await cancel(video)) && look(),
    select(video, is) {
      if (is) selected.set(video.id, video);
      else selected.delete(video.id);
      cards.get(video.id)?.element.classList.toggle("selected", is);
      if (cards.has(video.id)) cards.get(video.id).looks = looks(video, is);
      showBulk();
    },
  };

  function view(video, more = {}) {
    return openViewer(video.id, { title: video.title, studio, onchange: look, ...more });
  }

  async function removeAll(videos) {
    const gone = await remove(videos);
    for (const id of gone) selected.delete(id);
    if (!gone.length) return;
    await look();
    (list.querySelector("[data-do=details]") ?? search).focus();
  }

  /** Ask for what is wanted now, or with some of it changed. */
  function look(changed = {}) {
    Object.assign(asked, changed instanceof Event ? {} : changed);
    return live.ask(Object.fromEntries(Object.entries(asked).filter(([, value]) => value)));
  }

  function show(page) {
    if (page.page > page.pages) return look({ page: page.pages });
    found = page;
    // Those that have gone elsewhere can't be deleted here any more.
    for (const video of page.videos) if (selected.has(video.id)) selected.set(video.id, video);
    showFilters();
    showCards();
    showBulk();
    showPages();
  }

  function showFilters() {
    const all = Object.values(found.counts).reduce((sum, each) => sum + each, 0);
    const focused = filters.contains(document.activeElement) ? document.activeElement.value : null;
    fill(filters, STATUSES.map(([status, label]) => h("button", { class: "chip", type: "button", value: status, "aria-pressed": String(asked.status === status), onclick: () => look({ status, page: 1 }) }, label, h("span", { class: "hint" }, status ? found.counts[status] : all))));
    if (focused !== null) filters.querySelector(`[value="${focused}"]`)?.focus();
    const words = many(found.total, "video");
    if (total.textContent !== words) total.textContent = words;
  }

  function showCards() {
    if (!found.videos.length) {
      cards.clear();
      return fill(list, nothing());
    }
    const wanted = found.videos.map((video) => {
      const is = selected.has(video.id);
      const before = cards.get(video.id);
      if (before?.looks === looks(video, is)) {
        step(before.element, video);
        return before.element;
      }
      const element = card(video, is, act);
      if (before) swap(before.element, element);
      cards.set(video.id, { element, looks: looks(video, is) });
      return element;
    });
    for (const id of cards.keys()) if (!found.videos.some((video) => video.id === id)) cards.delete(id);
    for (const child of [...list.children]) if (!wanted.includes(child)) child.remove();
    wanted.forEach((element, index) => list.children[index] !== element && list.insertBefore(element, list.children[index] ?? null));
  }

  /** Put a card in the place of another, and the focus where it was. */
  function swap(before, element) {
    const focus = before.contains(document.activeElement) ? document.activeElement.closest("[data-do]")?.dataset.do ?? "details" : null;
    before.replaceWith(element);
    if (focus) (element.querySelector(`[data-do="${focus}"]`) ?? element.querySelector("[data-do=details]")).focus();
  }

  function nothing() {
    if (!asked.query && !asked.status) {
      return h("div", { class: "empty" }, icon("film"), h("h2", {}, "No videos yet"), h("p", {}, "Videos from the studio, the lesson chat and the API all come here, and stay for as long as the server keeps them."), h("button", { class: "button primary", type: "button", onclick: () => studio.go("create") }, icon("spark"), "Make the first one"));
    }
    const clear = () => {
      search.value = "";
      look({ query: "", status: "", page: 1 });
      search.focus();
    };
    return h("div", { class: "empty" }, icon("search"), h("h2", {}, "Nothing fits"), h("p", {}, asked.query ? `No title or prompt has “${asked.query}”${asked.status ? " among these" : ""}.` : "No video is in this state now."), h("button", { class: "button", type: "button", onclick: clear }, "Show all videos"));
  }

  function showBulk() {
    const were = bulk.hidden;
    bulk.hidden = !selected.size;
    if (bulk.hidden) return;
    const onPage = found?.videos ?? [];
    const all = onPage.every((video) => selected.has(video.id));
    const count = `${many(selected.size, "video")} selected`;
    if (!were && bulk.dataset.is === `${count}${all}`) return;
    bulk.dataset.is = `${count}${all}`;
    const mark = (is) => {
      for (const video of onPage) act.select(video, is);
      for (const box of list.querySelectorAll("[data-do=select]")) box.checked = is;
    };
    const clear = () => {
      for (const box of list.querySelectorAll("[data-do=select]")) box.checked = false;
      for (const video of [...selected.values()]) act.select(video, false);
      search.focus();
    };
    fill(bulk, h("p", { role: "status" }, count), h("div", { class: "actions" }, !all && h("button", { class: "button quiet", type: "button", onclick: () => mark(true) }, "Select this page"), h("button", { class: "button quiet", type: "button", onclick: clear }, "Clear"), h("button", { class: "button danger", type: "button", onclick: () => removeAll([...selected.values()]) }, icon("trash"), "Delete")));
  }

  function showPages() {
    const turn = (page) => () => {
      look({ page }).then(() => panel.scrollIntoView({ block: "start" }));
    };
    const previous = h("button", { class: "button", type: "button", disabled: asked.page <= 1, onclick: turn(asked.page - 1) }, "Previous");
    const next = h("button", { class: "button", type: "button", disabled: asked.page >= found.pages, onclick: turn(asked.page + 1) }, "Next");
    const focused = pages.contains(document.activeElement) ? document.activeElement.textContent : null;
    pages.hidden = found.pages < 2;
    fill(pages, previous, h("span", { role: "status" }, `Page ${asked.page} of ${found.pages}`), next);
    if (focused) (focused === "Next" ? (next.disabled ? previous : next) : previous.disabled ? next : previous).focus();
  }

  function arrange(shape) {
    list.classList.toggle("as-list", shape === "list");
    keep("studio.arrangement", shape);
    fill(shapes, [["grid", "Grid"], ["list", "List"]].map(([value, label]) => h("label", {}, h("input", { type: "radio", name: "arrangement", checked: value === shape, onchange: () => (arrange(value), shapes.querySelector("input:checked").focus()) }), h("span", {}, icon(value), label))));
  }

  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => look({ query: search.value.trim(), page: 1 }), TYPING);
  });
  sort.addEventListener("change", () => look({ sort: sort.value, page: 1 }));
  arrange(kept("studio.arrangement") === "list" ? "list" : "grid");
  fill(list, cardSkeletons(6));
  fill(
    panel,
    h("div", { class: "library stack" },
      h("div", { class: "library-bar" }, h("div", { class: "field grow" }, h("label", { for: "library-search" }, "Search"), search), h("div", { class: "field" }, h("label", { for: "library-sort" }, "Sort"), sort), shapes),
      h("div", { class: "library-bar" }, filters, total, h("a", { class: "button", href: home`analytics` }, icon("chart"), "How they are watched"), h("a", { class: "button", href: home`publications` }, icon("send"), "Publications")),
      trouble, list, pages, bulk),
  );

  return {
    show({ video }) {
      look();
      if (video) openViewer(video, { studio, onchange: look });
    },
    hide: () => live.stop(),
  };
}
