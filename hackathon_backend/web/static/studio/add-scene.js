/** The choice of what kind a new scene is, by a picture of each. */
import { call } from "../api.js";
import { h } from "../dom.js";
import { openDialog } from "../dialogs.js";
import { kindsIn, schema } from "./scene-form.js";

const named = (type) => type[0].toUpperCase() + type.slice(1);

/** Ask for a kind; `take` gets a scene of it that can be shown as it is. */
export async function askForScene(take) {
  const kinds = kindsIn(await schema());
  const chosen = (sample) => {
    dialog.close();
    take(structuredClone(sample));
  };
  const pictures = kinds.map(() => h("img", { alt: "", width: 320, height: 180, decoding: "async" }));
  const tiles = kinds.map(({ sample, when }, index) =>
    h("button", { class: "scene", type: "button", title: when, onclick: () => chosen(sample) }, h("span", { class: "scene-picture" }, pictures[index]), h("span", { class: "scene-title" }, named(sample.type))),
  );
  const dialog = openDialog("Add a scene", h("div", { class: "kinds" }, tiles), { wide: true });
  drawn(kinds).then((addresses) => addresses.forEach((address, index) => (pictures[index].src = address)));
}

/** The addresses of pictures of the kinds' samples; without them a kind is chosen by its name. */
async function drawn(kinds) {
  try {
    const storyboard = JSON.stringify({ title: "Kinds of scenes", scenes: kinds.map(({ sample }) => sample) });
    const answer = await call("api/storyboard/preview", { method: "POST", json: { storyboard } });
    return answer.scenes.length === kinds.length ? answer.scenes.map((scene) => scene.picture) : [];
  } catch {
    return [];
  }
}
