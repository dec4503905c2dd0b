/** The page of one collection, and the same in a frame: the list, the player beside it, and what its owner changes. */
import { call } from "../api.js";
import { notice } from "../dialogs.js";
import { fill, h } from "../dom.js";
import { Editing } from "./editing.js";
import { isPlanned, showHead } from "./head.js";
import { row, step } from "./rows.js";
import { Stage } from "./stage.js";

const SOON = 2000;
const place = document.getElementById("collection");
const { id, share } = place.dataset;
const path = `api/collections/${encodeURIComponent(id)}`;
const address = share ? `${path}?share=${encodeURIComponent(share)}` : path;
const trouble = document.getElementById("trouble");
const rows = document.getElementById("rows");
const said = h("p", { class: "said", role: "status" });
place.append(said);

const stage = new Stage(document.getElementById("stage"), () => showRows(), { bare: "plain" in place.dataset });
const editing = "plain" in place.dataset ? null : new Editing({ path, rows, take, say: (words) => (said.textContent = words) });
let shown = null;
let looks = "";
let timer = 0;

/** Show the collection as it is now. */
function take(found) {
  shown = found;
  stage.items = found.items;
  showRows();
  if (editing) showHead(document.getElementById("head"), found, { editing });
  clearTimeout(timer);
  if (isPlanned(found) || found.items.some((item) => ["making", "planned"].includes(item.state))) timer = setTimeout(look, SOON);
}

function showRows() {
  if (!shown) return;
  const on = editing?.on ?? false;
  // What counts up does not make a row another one: whoever stands on it with the keyboard stays there.
  const key = JSON.stringify([on, isPlanned(shown), stage.current?.id, shown.posterItem, shown.items.map(({ progress: _p, activity: _a, share: _s, posterUrl, url, ...rest }) => ({ ...rest, posterUrl: Boolean(posterUrl), url: Boolean(url) }))]);
  if (key === looks) {
    shown.items.forEach((item, index) => step(rows.children[index], item));
    return;
  }
  looks = key;
  const focus = focusOf();
  const count = shown.items.length;
  fill(rows, shown.items.map((item, index) => row(item, index, { current: item.id === stage.current?.id, editing: on, isPoster: item.id === shown.posterItem, count }, act)));
  place.classList.toggle("empty-one", !count);
  if (!count) fill(rows, h("li", { class: "row-none" }, isPlanned(shown) ? "Its films appear here while it is planned." : shown.mayEdit ? "Nothing is in it yet. “Add to …” stands at every film, and at every lesson." : "Nothing is in it yet."));
  if (focus) (rows.querySelector(`[data-item="${focus.item}"] ${focus.part}`) ?? rows.querySelector("button, a"))?.focus();
}

function focusOf() {
  const held = rows.contains(document.activeElement) ? document.activeElement : null;
  const item = held?.closest("[data-item]")?.dataset.item;
  if (!item) return null;
  return { item, part: held.dataset.do ? `[data-do="${held.dataset.do}"]` : ".row-main" };
}

const act = {
  choose(item) {
    stage.show(item, { play: true });
    if (matchMedia("(max-width: 60rem)").matches) document.getElementById("stage").scrollIntoView({ block: "start" });
  },
  move: (item, by) => editing.move(shown, item, by),
  remove: (item) => editing.remove(shown, item),
  again: (item) => editing.again(item),
  poster: (item) => editing.poster(shown, item),
};

async function look() {
  try {
    take(await (editing && shown?.mayEdit ? editing.read() : call(address)));
    fill(trouble);
  } catch (error) {
    fill(trouble, notice(shown ? "amber" : "red", h("p", {}, error.message)));
    if (error.offline || error.status >= 500) timer = setTimeout(look, 3 * SOON);
  }
}

editing?.listen(() => shown, () => take(shown));
look();
