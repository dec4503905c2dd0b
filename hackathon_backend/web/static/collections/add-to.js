/** "Add to …": the dialog in which a film or a lesson is put into collections, or a new one is made for it. */
import { call } from "../api.js";
import { openDialog, say } from "../dialogs.js";
import { fill, h, icon } from "../dom.js";
import { many } from "../studio/format.js";
import { newForm } from "./new-form.js";

/** `what` is {video}, {lesson} or {collection} with its id, `title` what it is called. */
export async function openAddTo(what, title) {
  style();
  const [[kind, id]] = Object.entries(what);
  const list = h("ul", { class: "add-to-list" });
  const wrong = h("div", {});
  const said = h("p", { class: "said", role: "status" });
  const made = h("div", {});
  const body = h("div", { class: "add-to" }, h("div", { class: "skeleton block" }));
  openDialog(`Add “${title}” to …`, body);
  let collections = [];

  function line(each) {
    const box = h("input", { type: "checkbox", checked: Boolean(each.item), onchange: () => turn(each, box) });
    const count = h("span", { class: "hint" }, many(each.count, "item"));
    each.say = () => (count.textContent = many(each.count, "item"));
    return h("li", {}, h("label", {}, box, h("span", { dir: "auto" }, each.title), count));
  }

  async function turn(each, box) {
    say(wrong, null);
    const path = `api/collections/${encodeURIComponent(each.id)}/items`;
    try {
      if (box.checked) {
        each.item = (await call(path, { method: "POST", json: { [kind]: id } })).id;
        each.count += 1;
      } else {
        await call(`${path}/${encodeURIComponent(each.item)}`, { method: "DELETE" });
        each.item = null;
        each.count -= 1;
      }
      each.say();
      said.textContent = box.checked ? `It is in ${each.title} now.` : `It is no longer in ${each.title}.`;
    } catch (error) {
      box.checked = !box.checked;
      say(wrong, error);
    }
  }

  function showNew(autofocus) {
    const onmade = async (collection) => {
      const each = { ...collection, item: null };
      each.item = (await call(`api/collections/${encodeURIComponent(collection.id)}/items`, { method: "POST", json: { [kind]: id } })).id;
      each.count = 1;
      collections.unshift(each);
      list.prepend(line(each));
      said.textContent = `It is in ${each.title} now.`;
      showButton();
      list.querySelector("input")?.focus();
    };
    const form = newForm({ onmade, described: false, oncancel: collections.length ? () => (showButton(), made.querySelector("button").focus()) : null });
    fill(made, form);
    if (autofocus) form.querySelector("input").focus();
  }

  const showButton = () => fill(made, h("button", { class: "button", type: "button", onclick: () => showNew(true) }, icon("plus"), "New collection"));

  try {
    ({ collections } = await call(`api/collections?${new URLSearchParams({ [kind]: id })}`));
    collections = collections.filter((each) => each.id !== id);
    fill(list, collections.map(line));
    fill(body, list, wrong, made, said);
    if (collections.length) {
      showButton();
      list.querySelector("input").focus();
    } else showNew(true);
  } catch (error) {
    say(body, error);
  }
}

/** The pages that have the button need not have its style before it is used. */
function style() {
  const href = new URL("collections.css", import.meta.url).href;
  if (document.querySelector(`link[href="${href}"]`) || [...document.styleSheets].some((sheet) => sheet.href === href)) return;
  document.head.append(h("link", { rel: "stylesheet", href }));
}
