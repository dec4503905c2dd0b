/** Editing with others: begun by a button, gone on with by a link, with who is there, undo and history. */
import { call, home } from "../api.js";
import { confirm, notice, openDialog, say } from "../dialogs.js";
import { fill, h, icon, toast } from "../dom.js";
import { addressField } from "../sharing/address.js";
import { peopleSection } from "../sharing/people.js";
import { carets, toneOf } from "./carets.js";
import { draftSocket } from "./draft-socket.js";

const QUERY = "draft";
const LOGGED_IN = Boolean(document.querySelector('meta[name="csrf"]'));
const QUIET = { sending: "Sending…", shared: "All changes are shared." };
const WORDS = {
  lost: "The connection is lost. What you write is sent when it is back.",
  unreadable: "What you have now can't be read as JSON. When it can, it is shared, and you see what the others wrote.",
  gone: "You can't edit this draft any more. What you wrote is still here.",
};

/** The draft that the page was opened for, or null. */
const asked = () => new URL(location).searchParams.get(QUERY);

/**
 * `kind` of a draft, edited in `panel` by `host`, as draftSocket has it; `host.taken()` is told that a draft is opened.
 * Returns {element, changed(), open(id)}.
 */
export function together(kind, panel, host) {
  let line = null;
  let draft = null;
  const mark = carets(panel);
  const people = h("ul", { class: "there", "aria-label": "Who is here" });
  const quiet = h("span", { class: "hint together-state" });
  const state = h("p", { class: "hint", role: "status" });
  const held = h("div", {});
  const wrong = h("div", {});
  const begin = h("button", { class: "button", type: "button", onclick: start }, icon("people"), "Edit with others");
  const tools = h("div", { class: "together-tools", hidden: true },
    people,
    quiet,
    h("button", { class: "button quiet", type: "button", onclick: () => line?.undo() }, icon("back"), "Undo my change"),
    h("button", { class: "button quiet", type: "button", onclick: history }, icon("history"), "History"),
    h("button", { class: "button quiet", type: "button", onclick: invite }, icon("share"), "Invite"),
    h("button", { class: "button quiet", type: "button", onclick: leave }, icon("close"), "Leave"));
  const element = h("div", { class: "together" }, begin, tools, state, held, wrong);

  async function start() {
    const document = host.read();
    if (document === null) return say(wrong, "There is nothing to edit yet that can be read.");
    begin.disabled = true;
    try {
      const made = await call("api/drafts", { method: "POST", json: { kind, document } });
      const url = new URL(location);
      url.searchParams.set(QUERY, made.id);
      window.history.replaceState(null, "", url);
      join(made);
      invite();
    } catch (error) {
      say(wrong, error);
    } finally {
      begin.disabled = false;
    }
  }

  /** Open the draft, if it is of this kind. Resolves to whether it is. */
  async function open(id) {
    try {
      const found = await call(`api/drafts/${encodeURIComponent(id)}`);
      if (found.kind !== kind) return false;
      host.show(found.document);
      join(found);
    } catch (error) {
      say(wrong, error);
    }
    return true;
  }

  function join(found) {
    draft = found;
    say(wrong, null);
    begin.hidden = true;
    tools.hidden = false;
    line = draftSocket(draft, host, { people: show, state: tell, refused: hold, wrong: (message) => say(wrong, message) });
  }

  /** Screen readers are not told of every change that went well. */
  function tell(word) {
    quiet.textContent = QUIET[word] ?? "";
    if (state.textContent !== (WORDS[word] ?? "")) state.textContent = WORDS[word] ?? "";
  }

  function hold(message, alone) {
    const lines = message && [`Your last change is not shared: ${message} It stays here, and is shared as soon as it can be.`, alone && "Until then you don't see what the others write."];
    const told = message && notice("amber", lines.filter(Boolean).map((line) => h("p", {}, line)));
    if ((told?.textContent ?? "") !== held.textContent) fill(held, told && h("div", { role: "alert" }, told));
  }

  function show(list, me) {
    const others = list.filter(({ client }) => client !== me);
    const names = list.map((each) => ({ ...each, called: each.client === me ? "You" : each.name }));
    fill(people, names.map(({ client, called, field }) => h("li", { class: `person tone-${toneOf(client)}`, title: labelOf(field) && `${called}: ${labelOf(field)}` }, called)));
    mark(others);
  }

  function leave() {
    line?.close();
    [line, draft] = [null, null];
    mark([]);
    begin.hidden = false;
    tools.hidden = true;
    tell("");
    hold(null);
    const url = new URL(location);
    url.searchParams.delete(QUERY);
    window.history.replaceState(null, "", url);
  }

  async function invite() {
    const link = `${home`studio`}?${QUERY}=${encodeURIComponent(draft.id)}${location.hash}`;
    const content = [addressField("Link", draft.title || "A draft", link), h("p", { class: "hint" }, LOGGED_IN ? "It opens for you and for the people below." : "Whoever can reach this server and has the link edits with you.")];
    if (LOGGED_IN && draft.mine) {
      const path = `api/drafts/${draft.id}/editors`;
      const { people: known } = await call(path).catch(() => ({ people: [] }));
      content.push(peopleSection(path, known, { title: "People who can edit", can: "edit" }));
    }
    openDialog("Edit with others", content);
  }

  async function history() {
    const list = h("ol", { class: "revisions" });
    const dialog = openDialog("History", list);
    try {
      const { revisions } = await call(`api/drafts/${draft.id}/history`);
      fill(list, revisions.map((each, place) => h("li", {},
        h("span", {}, h("strong", {}, each.mine ? "You" : each.by || "Somebody"), ` · ${new Date(each.at).toLocaleString("en", { dateStyle: "medium", timeStyle: "medium" })}${each.undoes === null ? "" : " · took a change back"}`),
        place ? h("button", { class: "button quiet", type: "button", onclick: () => restore(each.revision, dialog) }, "Go back to this") : h("span", { class: "hint" }, "Now"))));
    } catch (error) {
      say(list, error);
    }
  }

  async function restore(revision, dialog) {
    if (!(await confirm("Go back to this version?", ["What was written since stays in the history."], { yes: "Go back" }))) return;
    await call(`api/drafts/${draft.id}/restore`, { method: "POST", json: { revision } }).then(() => toast("That version is back."), (error) => toast(error.message, "error"));
    dialog.close();
  }

  function where() {
    const field = document.activeElement;
    if (line && panel.contains(field) && field.id) line.at(field.id, field.selectionStart ?? 0);
  }

  panel.addEventListener("focusin", where);
  document.addEventListener("selectionchange", where);
  panel.addEventListener("input", where);
  return { element, changed: () => line?.changed(), open, asked };
}

/** What the field with this id is called. */
const labelOf = (id) => (id ? document.querySelector(`label[for="${CSS.escape(id)}"]`)?.textContent ?? "" : "");
