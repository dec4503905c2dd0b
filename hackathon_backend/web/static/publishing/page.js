/** The page of all publications: what needs a look first, then what is on its way, then what is out. */
import { call, home } from "../api.js";
import { notice } from "../dialogs.js";
import { fill, h, icon, keepFocus } from "../dom.js";
import { ENDED, EVERY, row } from "./publications.js";

const list = document.getElementById("list");
const trouble = document.getElementById("trouble");
const GROUPS = [
  ["Needs a look", ({ state }) => state === "failed" || state === "unknown"],
  ["Scheduled and on their way", ({ state }) => !ENDED.has(state)],
  ["Published", ({ state }) => state === "published"],
  ["Cancelled", ({ state }) => state === "cancelled"],
];
const SELDOM = 30_000;
let timer = 0;
let shown = "";

function group(title, found) {
  const id = `group-${title.split(" ")[0].toLowerCase()}`;
  return h("section", { "aria-labelledby": id }, h("h2", { id }, `${title} (${found.length})`),
    h("ul", { class: "publications card padded" }, found.map((one) => row(one, look, { film: true }))));
}

function nothing() {
  return h("div", { class: "empty" }, icon("send"),
    h("h2", {}, "Nothing published yet"),
    h("p", {}, "“Publish…” on a film's page brings it to accounts on other platforms, now or at a time."),
    h("a", { class: "button primary", href: home`studio#library` }, "To your films"));
}

async function look() {
  clearTimeout(timer);
  try {
    const { publications } = await call("api/publications");
    const told = JSON.stringify(publications);
    if (told !== shown) keepFocus(list, () => fill(list, publications.length ? GROUPS.map(([title, is]) => [title, publications.filter(is)]).filter(([, found]) => found.length).map(([title, found]) => group(title, found)) : nothing()));
    shown = told;
    fill(trouble);
    const open = publications.filter(({ state }) => !ENDED.has(state));
    if (open.length) timer = setTimeout(look, open.every(({ state }) => state === "scheduled") ? SELDOM : EVERY);
  } catch (error) {
    if (!shown) fill(list);
    fill(trouble, notice("red", h("p", {}, error.message), h("button", { class: "button", type: "button", onclick: look }, "Try again")));
  }
  list.removeAttribute("aria-busy");
}

look();
