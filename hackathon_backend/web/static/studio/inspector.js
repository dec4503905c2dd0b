/** One scene in the hand: large, as a form or as JSON, to be rendered, moved, doubled or taken away. */
import { call } from "../api.js";
import { fill, h, icon } from "../dom.js";
import { say } from "../dialogs.js";
import { editor } from "./editor.js";
import { faultIn } from "./places.js";
import { schema, sceneForm } from "./scene-form.js";

/**
 * Returns {element, show(scene, still, place)}. `act` has the hooks edit(scene), move(step), double(), drop(), and
 * rendering() for what a render needs: {storyboard, scene, size, voice}.
 */
export function inspector(act) {
  let shown = null;
  let asForm = true;
  const picture = h("div", { class: "inspector-picture" });
  const faults = h("ul", { class: "faults" });
  const wrong = h("div", {});
  const fields = h("div", { class: "scene-fields stack-small" });
  const json = editor(typed, { id: "scene-json", label: "This scene in JSON", rows: 14 });
  const ways = h("div", { class: "segments", role: "group", "aria-label": "How the scene is edited" });
  const title = h("h2", { class: "small-title", id: "inspector-title" });
  const [clip, full] = [button("play", "Render this scene", () => render(true)), button("picture", "Full picture", () => render(false))];
  const [up, down] = [tool("up", "Move earlier", () => act.move(-1)), tool("down", "Move later", () => act.move(1))];
  const [double, drop] = [tool("copy", "Double this scene", act.double), tool("trash", "Take this scene away", act.drop)];
  const element = h(
    "section",
    { class: "inspector card padded stack-small", "aria-labelledby": "inspector-title" },
    h("div", { class: "strip-head" }, title, h("div", { class: "tools" }, up, down, double, drop)),
    picture,
    h("div", { class: "beside" }, clip, full),
    wrong,
    faults,
    ways,
    fields,
  );

  function button(sign, label, onclick) {
    return h("button", { class: "button", type: "button", onclick }, icon(sign), label);
  }

  function tool(sign, label, onclick) {
    return h("button", { class: "icon-button", type: "button", "aria-label": label, title: label, onclick }, icon(sign));
  }

  /** `fresh`: another scene than before, so that what is being typed need not be spared. */
  function show({ scene, still, index, count, fresh }) {
    shown = scene;
    title.textContent = `Scene ${index + 1} of ${count}`;
    up.disabled = index === 0;
    down.disabled = index === count - 1;
    drop.disabled = count === 1;
    if (still && (fresh || picture.dataset.of !== still.picture)) {
      picture.dataset.of = still.picture;
      fill(picture, h("img", { src: still.picture, alt: `Scene ${index + 1}: ${still.title}`, width: still.width, height: still.height }));
    }
    fill(faults, (still?.faults ?? []).map((fault) => h("li", {}, icon("alert"), h("span", {}, `${fault.path}: ${fault.message}`))));
    if (fresh) {
      say(wrong, null);
      edit();
    }
  }

  function edit() {
    fill(ways, ["Form", "JSON"].map((name) => h("label", {}, h("input", { type: "radio", name: "scene-way", checked: (name === "Form") === asForm, onchange: () => switchTo(name === "Form") }), h("span", {}, name))));
    if (!asForm) {
      json.setText(JSON.stringify(shown, null, 2));
      json.problems([]);
      return fill(fields, json.element);
    }
    fill(fields, h("div", { class: "skeleton block" }));
    const mine = shown;
    schema().then(
      (root) => shown === mine && asForm && sceneForm(fields, root, shown, change, languageOf(act.rendering().storyboard)),
      (error) => say(fields, error),
    );
  }

  function switchTo(form) {
    asForm = form;
    edit();
    ways.querySelector("input:checked")?.focus();
  }

  function change(scene) {
    shown = scene;
    act.edit(scene);
  }

  function typed(text) {
    const fault = faultIn(text);
    const value = fault ? null : JSON.parse(text);
    if (fault || typeof value !== "object" || value === null || Array.isArray(value)) {
      const message = fault?.message ?? "A scene is an object: { … }.";
      return json.problems([{ kind: "red", message, place: fault && { start: fault.start, end: fault.start + 1, line: fault.line } }]);
    }
    json.problems([]);
    change(value);
  }

  async function render(moving) {
    const wanted = act.rendering();
    const pressed = moving ? clip : full;
    pressed.disabled = true;
    pressed.setAttribute("aria-busy", "true");
    say(wrong, null);
    try {
      const { url } = await call("api/storyboard/scene", { method: "POST", json: { ...wanted, moving } });
      picture.dataset.of = "";
      if (moving) {
        const video = h("video", { src: url, controls: true, playsinline: true, "aria-label": "The rendered scene" });
        fill(picture, video);
        video.play().catch(() => {});
      } else {
        const name = `scene-${wanted.scene + 1}.webp`;
        fill(picture, h("img", { src: url, alt: `Scene ${wanted.scene + 1} in full size` }), h("a", { class: "button", href: url, download: name }, icon("download"), "Save the picture"));
      }
    } catch (error) {
      say(wrong, error);
    } finally {
      pressed.disabled = false;
      pressed.removeAttribute("aria-busy");
    }
  }

  return { element, show };
}

/** The language of a storyboard, which may still be text. */
function languageOf(board) {
  try {
    return (typeof board === "string" ? JSON.parse(board) : board)?.language || "en";
  } catch {
    return "en";
  }
}
