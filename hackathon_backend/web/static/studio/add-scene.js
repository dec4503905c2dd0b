/** The choice of what kind a new scene is. */
import { h } from "../dom.js";
import { openDialog } from "./dialogs.js";
import { kindsIn, schema } from "./scene-form.js";

/** Ask for a kind; `take` gets a scene of it that can be shown as it is. */
export async function askForScene(take) {
  const kinds = kindsIn(await schema());
  const chosen = (sample) => {
    dialog.close();
    take(structuredClone(sample));
  };
  const dialog = openDialog("Add a scene", h("div", { class: "kinds" }, kinds.map(({ sample, when }) => h("button", { class: "chip", type: "button", title: when, onclick: () => chosen(sample) }, sample.type[0].toUpperCase() + sample.type.slice(1)))));
}
