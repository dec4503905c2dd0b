/** What differs between two texts, to be seen and to be heard. */
import { h } from "../dom.js";
import { changesOf, differences, wordDifferences } from "./diff.js";

const WORDS = { gone: "Left out: ", new: "New: " };
const TAGS = { gone: "del", new: "ins" };

/** A box with the changes that lead from `before` to `after`. */
export function changesBox(before, after, label) {
  const shown = changesOf(differences(before, after));
  if (!shown.some((line) => line && line[0] !== "same")) return h("p", { class: "hint" }, "The texts are the same.");
  return h("div", { class: "changes", tabindex: 0, role: "region", "aria-label": label }, shown.map((line, at) => row(line, counterpart(shown, at))));
}

function row(line, other) {
  if (!line) return h("p", { class: "left-out", "aria-hidden": "true" }, "⋯");
  const [kind, text] = line;
  return h("p", { class: kind, dir: "auto" }, WORDS[kind] && h("span", { class: "said" }, WORDS[kind]), other === null ? text || "\u00a0" : marked(kind, text, other));
}

/** The line of which this one is another wording: the nth that is new for the nth that is gone; null if there is none. */
function counterpart(lines, at) {
  const kind = lines[at]?.[0];
  if (kind !== "gone" && kind !== "new") return null;
  let start = at;
  while (start > 0 && ["gone", "new"].includes(lines[start - 1]?.[0])) start -= 1;
  let end = at;
  while (end + 1 < lines.length && ["gone", "new"].includes(lines[end + 1]?.[0])) end += 1;
  const block = lines.slice(start, end + 1);
  const same = block.filter(([each]) => each === kind);
  const others = block.filter(([each]) => each !== kind);
  return others[same.indexOf(lines[at])]?.[1] ?? null;
}

/** The line with what it does not share with the other one marked. */
function marked(kind, text, other) {
  const [before, after] = kind === "gone" ? [text, other] : [other, text];
  const own = wordDifferences(before, after).filter(([each]) => each === "same" || each === kind);
  const runs = [];
  for (const [each, word] of own) {
    if (runs.at(-1)?.[0] === each) runs.at(-1)[1] += word;
    else runs.push([each, word]);
  }
  return runs.map(([each, words]) => (each === "same" ? words : h(TAGS[each], {}, words)));
}
