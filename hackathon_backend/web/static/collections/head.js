/** The head of a collection's page: its title, what it is for, and what can be done with it. */
import { call, home } from "../api.js";
import { confirm, notice } from "../dialogs.js";
import { fill, h, icon, toast } from "../dom.js";
import { many, span } from "../studio/format.js";

let looks = "";

/** Whether more films are about to come into it. */
export const isPlanned = ({ planning }) => Boolean(planning) && !planning.error;

/** Show it in `place`, unless it looks as before. */
export function showHead(place, found, { editing }) {
  const key = JSON.stringify([found.title, found.description, found.count, found.seconds, found.mayEdit, found.zipUrl.split("?")[0], editing.on, found.planning, found.items.map((item) => item.state)]);
  if (key === looks) return;
  const was = place.contains(document.activeElement) ? document.activeElement.dataset.do : null;
  looks = key;
  fill(place, editing.on ? form(found, editing) : words(found), tools(found, editing));
  if (was) place.querySelector(`[data-do="${was}"]`)?.focus();
}

function words(found) {
  const films = found.items.filter((item) => item.type === "video");
  const made = films.filter((item) => item.state === "ready").length;
  const going = films.filter((item) => ["making", "planned"].includes(item.state)).length;
  const facts = [going ? `${made} of ${many(films.length, "film")} made, ${going} to come` : many(found.count, "item"), found.seconds ? `${span(found.seconds)} of film` : null].filter(Boolean).join(" · ");
  return h("div", { class: "collection-words" },
    h("h1", { dir: "auto" }, found.title),
    h("p", { class: "hint" }, found.kind === "course" ? [h("span", { class: "badge blue" }, "Course"), " "] : null, facts),
    found.planning && planned(found.planning),
    found.description && h("p", { class: "collection-said", dir: "auto" }, found.description));
}

function planned({ of, done, total, error }) {
  if (error) return notice("amber", h("p", {}, error));
  return h("p", { class: "collection-planned", role: "status" }, `Planning its films: ${done} of ${many(total, of === "films" ? "film" : "lesson")} planned. You can close this page. `, h("progress", { class: "bar", max: total, value: done, "aria-label": "How far it is planned" }));
}

function form(found, editing) {
  const title = h("input", { class: "input", id: "edit-title", maxlength: 200, required: true, dir: "auto", value: found.title, onchange: () => title.value.trim() && editing.change({ title: title.value }) });
  const about = h("textarea", { class: "textarea", id: "edit-about", rows: 3, maxlength: 4000, dir: "auto", onchange: () => editing.change({ description: about.value }) }, found.description);
  return h("div", { class: "collection-form" },
    h("h1", { class: "said" }, found.title),
    h("div", { class: "field" }, h("label", { for: title.id }, "Title"), title),
    h("div", { class: "field" }, h("label", { for: about.id }, "What it is for"), about));
}

function tools(found, editing) {
  const button = (sign, label, onclick, more = {}) => h("button", { class: "button", type: "button", "data-do": sign, onclick, ...more }, icon(sign), label);
  const share = async () => {
    const { openSharing } = await import("../sharing/sharing.js");
    const onclose = (renewed) => renewed && location.assign(renewed);
    const frame = h("iframe", { src: found.embedUrl, width: 960, height: 620, style: { border: "0", "max-width": "100%" }, title: found.title, allow: "fullscreen; autoplay", loading: "lazy" });
    openSharing({ id: found.id, title: found.title }, { onclose, path: `api/collections/${encodeURIComponent(found.id)}`, of: { name: "collection", snippet: frame.outerHTML } });
  };
  const remove = async () => {
    const lines = ["Its address stops working at once. The films and lessons in it stay where they are."];
    if (!(await confirm(`Delete “${found.title}”?`, lines, { yes: "Delete", danger: true }))) return;
    try {
      await call(`api/collections/${encodeURIComponent(found.id)}`, { method: "DELETE" });
      location.assign(home`collections`);
    } catch (error) {
      toast(error.message, "error");
    }
  };
  const ready = found.items.some((item) => item.state === "ready");
  return h("div", { class: "collection-tools" },
    found.mayEdit && button(editing.on ? "check" : "edit", editing.on ? "Done" : "Edit", () => editing.turn(!editing.on), { "data-do": "edit" }),
    found.mayEdit && button("share", "Share", share),
    ready && h("a", { class: "button", href: found.zipUrl, download: true, "data-do": "download" }, icon("download"), "Download (zip)"),
    found.mayEdit && editing.on && button("trash", "Delete", remove, { class: "button danger" }));
}
