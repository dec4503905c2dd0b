/** All versions of a lesson: looked at, compared with the text of now, and brought back. */
import { call } from "../api.js";
import { confirm, openDialog, say } from "../dialogs.js";
import { fill, h, icon, toast } from "../dom.js";
import { changesBox } from "./changes.js";
import { parted } from "./front-matter.js";
import { many, pathOf, when } from "./names.js";

/** `now()` is the text on the page; `restored()` is called when another version has become the newest. */
export function openVersions(lesson, { now, restored }) {
  const wrong = h("div", {});
  const list = h("ol", { class: "versions", reversed: true }, h("li", { class: "skeleton block" }));
  const dialog = openDialog("Versions", [h("p", { class: "hint" }, "Each time the lesson was saved. Bringing one back makes it the newest; the others stay."), wrong, list], { wide: true });

  const load = async () => {
    const { versions } = await call(pathOf(lesson.id, "versions"));
    const newestFirst = [...versions].sort((one, other) => Number(other.version) - Number(one.version));
    fill(list, newestFirst.map((each, at) => row(each, at === 0)));
  };

  function row(each, newest) {
    const more = h("div", { class: "version-more", hidden: true });
    const look = h("button", { class: "button quiet", type: "button", "aria-expanded": "false", "aria-label": `View version ${each.version}`, onclick: () => attempt(() => toggle(each, more, look)) }, icon("eye"), "View");
    const back = !newest && h("button", { class: "button quiet", type: "button", "aria-label": `Bring back version ${each.version}`, onclick: () => attempt(() => restore(each)) }, icon("history"), "Bring back");
    return h("li", { class: "version" },
      h("div", { class: "version-text" },
        h("strong", {}, `Version ${each.version}`, newest && h("span", { class: "badge blue" }, "newest")),
        h("span", { class: "hint" }, [when(each.at), each.by && `by ${each.by}`, many(each.characters, "character")].filter(Boolean).join(" · "))),
      h("div", { class: "version-tools" }, look, back), more);
  }

  async function toggle(each, more, look) {
    if (more.hidden && !more.children.length) {
      const text = parted((await call(pathOf(lesson.id, `versions/${each.version}`))).text).body;
      const whole = h("pre", { class: "both-text", tabindex: 0, dir: "auto", role: "region", "aria-label": `Text of version ${each.version}` }, text);
      const name = `version-${each.version}`;
      const ways = [["Changes since then", () => changesBox(text, parted(now().text).body, `What has changed since version ${each.version}`)], ["Its text", () => whole]];
      const place = h("div", {}, ways[0][1]());
      fill(more, h("div", { class: "segments", role: "radiogroup", "aria-label": `Show of version ${each.version}` }, ways.map(([label, show], at) => h("label", {}, h("input", { type: "radio", name, checked: at === 0, onchange: () => fill(place, show()) }), h("span", {}, label)))), place);
    }
    more.hidden = !more.hidden;
    look.setAttribute("aria-expanded", String(!more.hidden));
  }

  async function restore(each) {
    const { text, title } = now();
    const unsaved = text !== lesson.text || title !== lesson.title;
    const lines = [unsaved ? "What you have changed and not saved would be gone. Save it first to keep it as a version." : "It becomes the newest version; the one of now stays in this list."];
    if (!(await confirm(`Bring back version ${each.version}?`, lines, { yes: "Bring it back", danger: unsaved }))) return;
    await call(pathOf(lesson.id, `versions/${each.version}/restore`), { method: "POST" });
    await restored();
    toast(`Version ${each.version} is the newest again.`);
    dialog.close();
  }

  async function attempt(act) {
    say(wrong, null);
    await act().catch((error) => say(wrong, error));
  }

  attempt(load);
}
