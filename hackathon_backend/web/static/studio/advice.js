/** Advice on the prompt, asked from the server while it is written. It advises, and never forbids. */
import { call } from "../api.js";
import { fill, h, icon } from "../dom.js";
import { notice } from "../dialogs.js";

/** Characters that a prompt for a model that films should have at most. */
export const VISUAL_LIMIT = 500;
const WAIT = 350;
const ELEMENTS = [["Shot", "missing_shot"], ["Light", "missing_light"], ["Camera", "missing_camera"], ["Setting", "missing_setting"]];
const SERIOUS = new Set(["real_person", "character", "brand", "unsuitable"]);
const MOST = 5;

/** The advice beneath `prompt`, a text area. `ask(model, seconds, drawn)` asks anew, a moment after the last call. */
export function adviceBox(prompt) {
  const said = h("div", { class: "advice" });
  const warned = h("div", { class: "advice", "aria-live": "polite" });
  const element = h("div", { class: "advice" }, said, warned);
  let timer = 0;
  let under = null;
  let places = new Map(); // by message: where the words are now, though the notice stayed as it is

  async function now(model, seconds, drawn) {
    under?.abort();
    if (!prompt.value.trim()) return show([], drawn);
    under = new AbortController();
    try {
      const body = { prompt: prompt.value, ...(model && { model }), ...(seconds && { seconds }) };
      show((await call("api/prompts/advice", { method: "POST", json: body, signal: under.signal })).findings, drawn);
    } catch (error) {
      // Advice that can't be had is no reason to stop anybody.
      if (error.name !== "AbortError") show([], true);
    }
  }

  function show(findings, drawn) {
    places = new Map(findings.map((each) => [each.message, each]));
    const missing = new Map(findings.map((each) => [each.kind, each]));
    const empty = !prompt.value.trim();
    const open = ELEMENTS.map(([, kind]) => missing.get(kind)).find(Boolean);
    fill(
      said,
      !drawn && h("ul", { class: "elements", "aria-label": "What the prompt says" }, ELEMENTS.map(([name, kind]) => chip(name, !empty && !missing.has(kind)))),
      !drawn && open && h("p", { class: "hint" }, open.message, " ", open.suggestion),
    );
    const others = findings.filter((each) => !each.kind.startsWith("missing_"));
    const told = others.slice(0, MOST).map((each) => notice(SERIOUS.has(each.kind) ? "amber" : "", h("p", {}, each.message, " ", each.suggestion), where(each)));
    const text = (nodes) => nodes.map((each) => each.textContent).join();
    // Told again only if there is something else to tell: not with every letter that is typed.
    if (text(told) !== text([...warned.children])) fill(warned, told);
  }

  function where({ message, start: known }) {
    if (known === null) return null;
    const units = (count) => [...prompt.value].slice(0, count).join("").length;
    const select = () => {
      const { start, end } = places.get(message);
      prompt.focus();
      prompt.setSelectionRange(units(start), units(end));
    };
    return h("button", { class: "button quiet small", type: "button", onclick: select }, "Show it");
  }

  return {
    element,
    ask(...about) {
      clearTimeout(timer);
      timer = setTimeout(() => now(...about), WAIT);
    },
  };
}

function chip(name, has) {
  return h("li", { class: has ? "has" : "" }, icon(has ? "check" : "plus"), name, h("span", { class: "said" }, has ? ": found" : ": missing"));
}
