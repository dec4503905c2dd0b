/** Two have changed the same lesson: both texts are shown, and whoever comes second chooses. Neither is lost. */
import { openDialog } from "../dialogs.js";
import { h, icon } from "../dom.js";
import { changesBox } from "./changes.js";
import { parted } from "./front-matter.js";
import { when } from "./names.js";

/** `mine` is {title, text}, `theirs` the newest version. Resolves to "mine", "theirs" or null: nothing for now. */
export function resolveConflict({ mine, theirs }) {
  return new Promise((resolve) => {
    let chosen = null;
    const choose = (what) => () => ((chosen = what), dialog.close());
    const dialog = openDialog(
      "Somebody else has saved this lesson",
      [
        h("p", {}, `While you were writing, version ${theirs.version} was saved (${when(theirs.updatedAt)}). Nothing is lost: both texts are kept as versions, whichever you go on with.`),
        h("div", { class: "both" },
          side("Your text", mine, theirs, "mine"),
          side(`Version ${theirs.version}`, theirs, mine, "theirs")),
        h("details", { class: "both-changes" }, h("summary", {}, "Only what differs"), h("p", { class: "hint" }, "From the other text to yours."), changesBox(parted(theirs.text).body, parted(mine.text).body, "What differs")),
        h("div", { class: "actions" },
          h("button", { class: "button quiet", type: "button", onclick: choose(null) }, "Back to my text"),
          h("button", { class: "button", type: "button", onclick: choose("theirs") }, `Go on with version ${theirs.version}`),
          h("button", { class: "button primary", type: "button", onclick: choose("mine") }, icon("check"), "Go on with mine")),
      ],
      { wide: true, onclose: () => resolve(chosen) },
    );
  });
}

function side(label, { title, text }, other, id) {
  return h("div", { class: "both-side" },
    h("h3", { class: "small-title", id: `both-${id}` }, label),
    title !== other.title && h("p", { class: "hint", dir: "auto" }, `Title: ${title}`),
    h("pre", { class: "both-text", dir: "auto", tabindex: 0, role: "region", "aria-labelledby": `both-${id}` }, parted(text).body));
}
