/** The page of all collections: cards, and a dialog that makes a new one. */
import { call, home } from "../api.js";
import { notice, openDialog } from "../dialogs.js";
import { fill, h, icon } from "../dom.js";
import { many } from "../studio/format.js";
import { newForm } from "./new-form.js";

const list = document.getElementById("list");
const trouble = document.getElementById("trouble");

function card(each) {
  const picture = each.posterUrl ? h("img", { src: each.posterUrl, alt: "", loading: "lazy", decoding: "async" }) : h("span", { class: "collection-blank" }, icon(each.kind === "course" ? "book" : "folder"));
  return h("a", { class: "collection-card", href: each.url },
    h("span", { class: "collection-poster" }, picture),
    h("span", { class: "collection-text" },
      h("strong", { dir: "auto" }, each.title),
      h("span", { class: "hint" }, each.kind === "course" ? [h("span", { class: "badge blue" }, "Course"), " "] : null, many(each.count, "item"))));
}

function nothing() {
  return h("div", { class: "empty" }, icon("folder"),
    h("h2", {}, "No collections yet"),
    h("p", {}, "Put films and lessons in an order and pass them on under one address. “Add to …” stands at every film, too."),
    h("button", { class: "button primary", type: "button", onclick: make }, icon("plus"), "Make the first one"));
}

function make() {
  const dialog = openDialog("New collection", newForm({ onmade: (made) => location.assign(home`collections/${made.id}`), oncancel: () => dialog.close() }));
}

async function look() {
  try {
    const { collections } = await call("api/collections");
    fill(list, collections.length ? collections.map(card) : nothing());
  } catch (error) {
    fill(list);
    fill(trouble, notice("red", h("p", {}, error.message), h("button", { class: "button", type: "button", onclick: () => (fill(trouble), look()) }, "Try again")));
  }
  list.removeAttribute("aria-busy");
}

document.getElementById("new").addEventListener("click", make);
look();
