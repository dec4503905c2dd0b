/** Those who may watch a private video: named one by one, and taken out again. */
import { call } from "../api.js";
import { fill, h, icon } from "../dom.js";
import { say } from "../dialogs.js";

/** `path` is that of the list, `people` who is in it: [{owner, name}]; `can` is what they can do then. */
export function peopleSection(path, people, { title = "People who can watch", can = "watch" } = {}) {
  const field = h("input", { class: "input", id: "share-name", maxlength: 200, autocomplete: "off", autocapitalize: "none", spellcheck: "false", required: true, "aria-describedby": "share-hint" });
  const list = h("ul", { class: "share-list" });
  const wrong = h("div", {});
  const said = h("p", { class: "said", role: "status" });
  let known = people;

  const called = ({ owner, name }) => name ?? owner;

  function show() {
    fill(list, known.map((person) => h("li", {},
      h("span", { dir: "auto" }, called(person)),
      h("button", { class: "button quiet", type: "button", "aria-label": `Take out ${called(person)}`, onclick: () => takeOut(person) }, "Take out"))));
    list.hidden = !known.length;
  }

  async function send(owners, names, words) {
    say(wrong, null);
    field.removeAttribute("aria-invalid");
    try {
      known = (await call(path, { method: "PUT", json: { owners, names } })).people;
      said.textContent = words;
      return true;
    } catch (error) {
      say(wrong, error);
      return false;
    } finally {
      show();
      field.focus();
    }
  }

  async function add(event) {
    event.preventDefault();
    const text = field.value.trim();
    if (!text) return;
    const owners = known.map(({ owner }) => owner);
    // "key:..." is an owner as GET /api/me tells it; names have no colon.
    const sent = text.includes(":") ? send([...owners, text], [], `${text} can ${can} now.`) : send(owners, [text], `${text} can ${can} now.`);
    if (await sent) field.value = "";
    else field.setAttribute("aria-invalid", "true");
  }

  const takeOut = (person) => send(known.filter((each) => each !== person).map(({ owner }) => owner), [], `${called(person)} can't ${can} any more.`);

  show();
  return h("section", { class: "share-part", "aria-labelledby": "share-people" },
    h("h3", { class: "small-title", id: "share-people" }, title),
    list,
    h("form", { class: "field", onsubmit: add },
      h("label", { for: "share-name" }, "Add somebody"),
      h("div", { class: "share-row" }, field, h("button", { class: "button", type: "submit" }, icon("plus"), "Add")),
      h("p", { class: "hint", id: "share-hint" }, "By the name that they log in with.")),
    wrong, said);
}
