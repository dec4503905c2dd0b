/** What is in a collection, as rows: to be chosen from, or to be put in order. */
import { h, icon } from "../dom.js";
import { clock, many } from "../studio/format.js";

const GONE = { failed: "No film came of it", expired: "Removed by age", deleted: "Deleted", hidden: "Not yours to see", planned: "Waiting for its turn", refused: "Not ordered" };
const SIGNS = { video: "film", lesson: "book", collection: "folder" };

/** A row; `act` has the hooks choose(item), and for whoever edits move(item, by), remove(item), poster(item), again(item). */
export function row(item, index, { current, editing, isPoster, count }, act) {
  const name = titleOf(item);
  const plays = playable(item);
  const text = [h("span", { class: "row-title", dir: "auto" }, name), h("span", { class: "row-facts" }, factsOf(item))];
  const inside = [
    h("span", { class: "row-number", "aria-hidden": "true" }, current ? icon("play") : index + 1),
    h("span", { class: "row-poster" }, item.posterUrl ? h("img", { src: item.posterUrl, alt: "", loading: "lazy", decoding: "async" }) : icon(SIGNS[item.type])),
    h("span", { class: "row-text" }, text),
  ];
  const main = plays
    ? h("button", { class: "row-main", type: "button", "aria-current": current ? "true" : null, onclick: () => act.choose(item) }, inside)
    : item.url
      ? h("a", { class: "row-main", href: item.url }, inside)
      : h("span", { class: "row-main" }, inside);
  return h("li", { class: `row ${item.state}${current ? " current" : ""}`, "data-item": item.id, draggable: editing ? "true" : null },
    main,
    item.state === "making" && h("progress", { class: "bar", max: 100, value: item.progress ?? 0, "aria-label": `How far ${name} is` }),
    item.mayOrder && h("div", { class: "row-again" }, h("button", { class: "button", type: "button", "data-do": "again", "aria-label": `Make it anew: ${name}`, onclick: () => act.again(item) }, icon("retry"), "Make it anew")),
    editing && tools(item, name, index, { isPoster, count }, act));
}

/** Show how far a film is, without touching anything else of its row. */
export function step(element, item) {
  const bar = element.querySelector("progress");
  if (bar) bar.value = item.progress ?? 0;
  const facts = element.querySelector(".row-facts");
  const words = factsOf(item);
  if (facts.textContent !== words) facts.textContent = words;
}

/** Whether it is something for the player. */
export const playable = (item) => item.type === "video" && Boolean(item.target) && ["ready", "making", "failed"].includes(item.state);

export const titleOf = (item) => item.title || (item.state === "hidden" ? "A film of somebody else" : "Something that was removed");

function factsOf(item) {
  if (item.state === "planned") return [GONE.planned, item.seconds ? `about ${clock(item.seconds)}` : null, item.activity].filter(Boolean).join(" · ");
  if (item.state === "making") return [`${Math.round(item.progress ?? 0)} %`, item.activity].filter(Boolean).join(" · ");
  if (item.state !== "ready") return [GONE[item.state], item.activity].filter(Boolean).join(": ");
  if (item.type === "lesson") return "Lesson to read";
  if (item.type === "collection") return `Collection · ${many(item.count ?? 0, "item")}`;
  return item.seconds ? clock(item.seconds) : "Film";
}

function tools(item, name, index, { isPoster, count }, act) {
  const tool = (sign, label, onclick, more = {}) => h("button", { class: "icon-button", type: "button", "data-do": sign, "aria-label": `${label}: ${name}`, title: label, onclick, ...more }, icon(sign));
  const ends = (at) => ({ "aria-disabled": at ? "true" : null });
  return h("div", { class: "row-tools" },
    tool("up", "Move up", () => index > 0 && act.move(item, -1), ends(index === 0)),
    tool("down", "Move down", () => index < count - 1 && act.move(item, 1), ends(index === count - 1)),
    item.posterUrl && tool("picture", isPoster ? "This is the picture of the collection" : "Take as picture of the collection", () => act.poster(item), { "aria-pressed": String(isPoster) }),
    tool("trash", "Take out", () => act.remove(item)));
}
