/** How videos shall be made: chosen beside the message box, remembered, and sent with every message. */
import { call } from "../api.js";
import { fill, h, icon } from "../dom.js";
import { keep, kept } from "../storage.js";

const KEY = "chat:options";
const USUAL = ["", "As usual"];
const CHOICES = {
  seconds: ["Length", [USUAL, ["15", "15 seconds"], ["30", "30 seconds"], ["60", "1 minute"]]],
  level: ["For whom", [["", "Anyone"], ["children of 8 to 11", "Ages 8 to 11"], ["beginners", "Beginners"], ["students who know the basics", "Advanced"]]],
  style: ["Look", [USUAL, ["paper", "Paper"], ["whiteboard", "Whiteboard"], ["chalkboard", "Chalkboard"], ["blueprint", "Blueprint"]]],
  size: ["Shape", [USUAL, ["1280x720", "Wide"], ["720x1280", "Upright"], ["1080x1080", "Square"]]],
  voice: ["Voice", [USUAL]],
  language: ["Language", [["", "As I write"], ["en", "English"], ["es", "Español"], ["fr", "Français"], ["de", "Deutsch"], ["pt", "Português"], ["it", "Italiano"], ["hi", "हिन्दी"], ["ar", "العربية"], ["zh", "中文"], ["ja", "日本語"]]],
};

const button = document.getElementById("options-button");
const panel = document.getElementById("options");
const selects = new Map();

/** What was chosen, as the API takes it; undefined if nothing was. */
export function chosenOptions() {
  const chosen = [...selects].filter(([, select]) => select.value);
  if (!chosen.length) return undefined;
  return Object.fromEntries(chosen.map(([name, { value }]) => [name, name === "seconds" ? Number(value) : value]));
}

/** Set up the button and the panel that it opens. */
export function setUpOptions() {
  const remembered = read();
  fill(panel, Object.entries(CHOICES).map(([name, [label, values]]) => field(name, label, values, remembered[name] ?? "")), reset());
  button.addEventListener("click", () => toggle(panel.hidden));
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    toggle(false);
    button.focus();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!panel.hidden && !panel.contains(event.target) && !button.contains(event.target)) toggle(false);
  });
  mark();
}

function field(name, label, values, value) {
  const select = h("select", { class: "select", id: `option-${name}`, onchange: changed }, values.map(([id, words]) => h("option", { value: id }, words)));
  select.value = value;
  selects.set(name, select);
  return h("div", { class: "field" }, h("label", { for: `option-${name}` }, label), select);
}

function reset() {
  return h("button", { class: "button quiet", type: "button", onclick: () => (selects.forEach((select) => (select.value = "")), changed()) }, icon("retry"), "All as usual");
}

function toggle(open) {
  panel.hidden = !open;
  button.setAttribute("aria-expanded", String(open));
  if (!open) return;
  loadVoices();
  selects.get("seconds").focus();
}

let asked = false;

/** The voices are asked for when somebody looks for them. */
async function loadVoices() {
  if (asked) return;
  asked = true;
  const select = selects.get("voice");
  const wanted = select.value || read().voice || "";
  const { voices } = await call("/api/voices").catch(() => ((asked = false), { voices: [] }));
  select.append(...voices.map((voice) => h("option", { value: voice.id }, voice.name)));
  select.value = voices.some((voice) => voice.id === wanted) ? wanted : "";
}

function changed() {
  keep(KEY, JSON.stringify(Object.fromEntries([...selects].map(([name, select]) => [name, select.value]))));
  mark();
}

/** Whether anything is other than usual shows on the button. */
function mark() {
  const count = Object.keys(chosenOptions() ?? {}).length;
  button.classList.toggle("set", count > 0);
  button.setAttribute("aria-label", count ? `Options for videos, ${count} chosen` : "Options for videos");
}

function read() {
  try {
    return JSON.parse(kept(KEY)) ?? {};
  } catch {
    return {};
  }
}
