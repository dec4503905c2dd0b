/** The editor of a lesson: its text beside what becomes of it. A save is a new version; nothing that was is lost. */
import { ApiError, call, home } from "../api.js";
import { notice } from "../dialogs.js";
import { fill, h, icon, toast } from "../dom.js";
import { aboutForm } from "./about.js";
import { resolveConflict } from "./conflict.js";
import { Draft } from "./draft.js";
import { showFacts, showTools } from "./facts.js";
import { setUpFormat } from "./format.js";
import { parted } from "./front-matter.js";
import { showLosses } from "./losses.js";
import { many, pathOf, when } from "./names.js";
import { Preview } from "./preview.js";
import { openVersions } from "./versions.js";

const $ = (id) => document.getElementById(id);
const main = $("main");
const [title, text, save, state, notices] = [$("title"), $("text"), $("save"), $("state"), $("notices")];
const id = main.dataset.lesson;
const most = Number(main.dataset.mostLetters);
const preview = new Preview($("preview"), $("preview-late"), id);
const draft = new Draft(id);
const about = aboutForm($("about-fields"), noteChange); // what stands in front of the text
let lesson = null; // as it was last read or saved
let language = "en";
let saving = false;

const now = () => ({ title: title.value.trim(), text: about.text + text.value, language });
const seen = () => ({ ...now(), text: text.value });
const isChanged = () => lesson !== null && (now().title !== lesson.title || now().text !== lesson.text || language !== lesson.language);

/** Take what the server has; what stands on the page goes. */
function take(found) {
  lesson = { ...found, text: found.text.replace(/\r\n?/g, "\n") };
  language = found.language;
  title.value = found.title;
  put(lesson.text);
  document.title = `${found.title} · Model 7`;
  draft.forget();
  showState();
  show();
}

function put(whole) {
  const found = parted(whole);
  about.take(found.front);
  if (text.value !== found.body) text.value = found.body;
}

function show() {
  preview.show(seen());
  showFacts($("facts"), lesson, { language, changed: (code) => ((language = code), noteChange()), versions, shared });
}

function showState(words) {
  const changed = isChanged();
  const letters = [...now().text].length;
  save.disabled = saving || !changed || letters > most;
  const said = words ?? (letters > most ? "Too long to be saved" : changed ? "Not saved yet" : `Saved ${when(lesson.updatedAt)}`);
  if (state.textContent !== said) state.textContent = said;
  state.classList.toggle("open", changed);
  $("letters").textContent = letters > most * 0.9 ? `${letters.toLocaleString("en")} of ${most.toLocaleString("en")} characters` : many(letters, "character");
  $("letters").classList.toggle("wrong", letters > most);
}

function noteChange() {
  about.said({ title: title.value.trim(), language });
  if (!saving) showState();
  preview.show(seen());
  if (isChanged()) draft.keep({ ...now(), version: lesson.version });
  else draft.forget();
}

/** Save what stands on the page over version `over`. Resolves to whether it is saved. */
async function store(over = lesson.version) {
  if (saving || !isChanged()) return false;
  if (!title.value.trim() || !text.value.trim()) {
    const [empty, what] = title.value.trim() ? [text, "a text"] : [title, "a title"];
    toast(`A lesson needs ${what}.`, "error");
    empty.focus();
    return false;
  }
  const sent = now();
  saving = true;
  showState("Saving …");
  try {
    const saved = await call(pathOf(id), { method: "PUT", json: { ...sent, version: over } });
    saving = false;
    noteSaved(sent, { ...lesson, ...sent, ...saved });
    return true;
  } catch (error) {
    saving = false;
    showState(error.status === 409 ? "Not saved: somebody was first" : "Not saved");
    if (error.status === 409) await settle(sent);
    else toast(`Not saved: ${error.message}`, "error");
    return false;
  }
}

/** What was written while it was being saved stays, and is not saved yet. */
function noteSaved(sent, saved) {
  const untouched = now().text === sent.text && now().title === sent.title && language === sent.language;
  if (untouched) {
    // The server may have tidied it; the cursor stays where it is unless the text is another one.
    const [start, end] = [text.selectionStart, text.selectionEnd];
    take(saved);
    text.setSelectionRange(start, end);
  } else {
    lesson = saved;
    noteChange();
    show();
  }
}

/** Somebody else has saved meanwhile: both texts are shown, and nothing is thrown away. */
async function settle(mine) {
  const theirs = await call(pathOf(id)).catch((error) => void toast(error.message, "error"));
  if (!theirs) return;
  const choice = await resolveConflict({ mine, theirs });
  if (choice === "mine") return store(theirs.version);
  if (choice === "theirs") {
    // Saved first, so that it can be had again from the list of versions.
    if (await store(theirs.version)) take(await call(pathOf(id, `versions/${theirs.version}/restore`), { method: "POST" }).then(() => call(pathOf(id))));
  }
  text.focus();
}

function versions() {
  openVersions(lesson, { now, restored: async () => take(await call(pathOf(id))) });
}

function shared(sharing) {
  if (!sharing) return;
  lesson = { ...lesson, visibility: sharing.visibility };
  show();
}

/** `left` is what was written here before and not saved, if anything was. */
function offerDraft(left) {
  if (!left || (left.text === lesson.text && left.title === lesson.title && left.language === lesson.language)) return;
  draft.keep(left);
  const box = notice("amber",
    h("p", {}, `Changes of ${when(left.at)} were not saved.`),
    h("div", { class: "actions-row" },
      h("button", { class: "button", type: "button", onclick: restore }, icon("retry"), "Bring them back"),
      h("button", { class: "button quiet", type: "button", onclick: () => (draft.forget(), box.remove(), text.focus()) }, "Throw them away")));
  function restore() {
    box.remove();
    [title.value, language] = [left.title, left.language];
    put(left.text);
    if (left.version !== lesson.version) lesson = { ...lesson, version: left.version };
    noteChange();
    show();
    text.focus();
  }
  notices.prepend(box);
}

function setUp() {
  setUpFormat($("format"), text);
  text.addEventListener("input", noteChange);
  title.addEventListener("input", noteChange);
  text.addEventListener("scroll", () => preview.follow(text));
  save.addEventListener("click", () => store());
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s" || event.altKey) return;
    event.preventDefault();
    if (!document.querySelector("dialog[open]")) store();
  });
  window.addEventListener("beforeunload", (event) => isChanged() && !main.dataset.gone && event.preventDefault());
  for (const button of document.querySelectorAll("[data-show]")) button.addEventListener("click", () => view(button.dataset.show));
}

/** On a narrow screen one of the two is seen. */
function view(name) {
  main.dataset.view = name;
  for (const button of document.querySelectorAll("[data-show]")) button.setAttribute("aria-pressed", String(button.dataset.show === name));
  if (name === "preview") preview.follow(text);
}

function missing(error) {
  const gone = error instanceof ApiError && error.status === 404;
  fill($("waiting"), h("div", { class: "empty" }, icon("book"), h("h2", {}, gone ? "This lesson is not here" : "It could not be opened"), h("p", {}, gone ? "It may have been deleted, or it belongs to somebody else." : error.message), h("a", { class: "button primary", href: home`lessons` }, "All lessons")));
}

try {
  const found = await call(pathOf(id));
  if (!found.mayEdit) throw new ApiError("This lesson is there to be read. Only whoever made it can change it.", { status: 403 });
  for (const part of ["waiting", "panes"]) $(part).hidden = part === "waiting";
  title.disabled = false;
  const left = draft.read();
  take(found);
  setUp();
  showTools($("tools"), { lesson: () => lesson, isChanged, store, leave: () => (main.dataset.gone = "yes") });
  showLosses(notices, lesson);
  offerDraft(left);
} catch (error) {
  missing(error);
}
