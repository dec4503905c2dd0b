/** The dialog in which a teacher says who may read a lesson of hers. */
import { call, home } from "../api.js";
import { openDialog, say } from "../dialogs.js";
import { fill, h, icon } from "../dom.js";
import { addressField } from "../sharing/address.js";
import { pathOf, WHO } from "./names.js";

/** Say who may read `lesson` ({id, title}); each choice holds at once. `onclose` hears what it is by then. */
export async function openLessonSharing({ id, title, documentId }, { onclose = () => {} } = {}) {
  let shared = null;
  const body = h("div", { class: "sharing" }, h("div", { class: "skeleton block" }));
  openDialog(`Share “${title}”`, body, { onclose: () => onclose(shared) });
  const wrong = h("div", {});
  const news = h("p", { class: "said", role: "status" });
  const people = h("div", {});
  const all = h("input", { type: "checkbox", checked: true });

  async function send(changed, words) {
    say(wrong, null);
    try {
      const { visibility, with: names } = { ...shared, ...changed };
      shared = await call(pathOf(id, "sharing"), { method: "PUT", json: { visibility, with: names, allParts: Boolean(documentId) && all.checked } });
      news.textContent = words;
      return true;
    } catch (error) {
      say(wrong, error);
      return false;
    } finally {
      for (const radio of body.querySelectorAll("[name=who]")) radio.checked = radio.value === shared.visibility;
      showPeople();
    }
  }

  function choice([value, sign, word, sentence]) {
    const choose = () => send({ visibility: value }, `Now: ${word}.`);
    return h("label", { class: "who" }, h("input", { type: "radio", name: "who", value, checked: shared.visibility === value, onchange: choose }), icon(sign), h("span", {}, h("strong", {}, word), h("span", { class: "hint" }, sentence)));
  }

  function showPeople() {
    const open = shared.visibility === "private";
    fill(people, open && named(shared.with, send));
  }

  try {
    const [found, me] = await Promise.all([call(pathOf(id, "sharing")), call("api/me")]);
    shared = found;
    const address = addressField("Its address", title, home`?lesson=${encodeURIComponent(id)}`);
    if (me.guarded) {
      const parts = documentId && h("label", { class: "check" }, all, " The same for all parts of its document");
      fill(body, parts, h("fieldset", { class: "choice" }, h("legend", {}, "Who may read it?"), WHO.map(choice)), people, wrong, address, news);
      showPeople();
    } else fill(body, h("p", {}, "Nobody logs in on this server: whoever reaches it can read this lesson."), address);
  } catch (error) {
    say(body, error);
  }
}

/** Those who may read a private lesson: `send(changed, words)` sends another list of them. */
function named(names, send) {
  const field = h("input", { class: "input", id: "who-name", maxlength: 200, autocomplete: "off", autocapitalize: "none", spellcheck: "false", "aria-describedby": "who-hint" });
  const focus = () => document.getElementById("who-name")?.focus();
  const add = async (event) => {
    event.preventDefault();
    const name = field.value.trim();
    if (!name) return field.focus();
    const done = await send({ with: [...names, name] }, `${name} can read it now.`);
    const again = document.getElementById("who-name");
    if (!done && again) {
      again.value = name;
      again.setAttribute("aria-invalid", "true");
    }
    focus();
  };
  const takeOut = async (name) => {
    await send({ with: names.filter((each) => each !== name) }, `${name} can't read it any more.`);
    focus();
  };
  return h("section", { class: "share-part", "aria-labelledby": "who-people" },
    h("h3", { class: "small-title", id: "who-people" }, "People who can read it, too"),
    names.length > 0 && h("ul", { class: "share-list" }, names.map((name) => h("li", {}, h("span", { dir: "auto" }, name), h("button", { class: "button quiet", type: "button", "aria-label": `Take out ${name}`, onclick: () => takeOut(name) }, "Take out")))),
    h("form", { class: "field", onsubmit: add },
      h("label", { for: "who-name" }, "Add somebody"),
      h("div", { class: "share-row" }, field, h("button", { class: "button", type: "submit" }, icon("plus"), "Add")),
      h("p", { class: "hint", id: "who-hint" }, "By the name that they log in with.")));
}
