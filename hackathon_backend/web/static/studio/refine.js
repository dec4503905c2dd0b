/** Refining the prompt: what was written and what would become of it side by side, and a way back. */
import { call } from "../api.js";
import { fill, h, icon } from "../dom.js";
import { notice, say } from "../dialogs.js";

const WISH_LIMIT = 1000;

/** The field for a wish and its button. `model()` is the model's name, `use(text)` takes a prompt. */
export function refineBox(prompt, model, use) {
  const wish = h("input", { class: "input", id: "refine-wish", maxlength: WISH_LIMIT, placeholder: "warmer, at night", autocomplete: "off" });
  const button = h("button", { class: "button", type: "button", onclick: refine }, icon("spark"), "Refine the prompt");
  const back = h("div", {});
  const wrong = h("div", {});
  const result = h("section", { class: "refined", "aria-label": "The refined prompt" });

  async function refine() {
    say(wrong, null);
    if (!prompt.value.trim()) return say(wrong, "Write a prompt first.");
    button.disabled = true;
    try {
      const body = { prompt: prompt.value, refinementPrompt: wish.value, ...(model() && { model: model() }) };
      show(await call("api/prompts/refine", { method: "POST", json: body }));
    } catch (error) {
      say(wrong, error);
    } finally {
      button.disabled = false;
    }
  }

  function show({ original, refined, refiner, notes }) {
    const same = original.trim() === refined.trim();
    const title = h("h2", { class: "small-title", tabindex: "-1" }, same ? "It stayed as it is" : `Refined by ${refiner === "model" ? "the language model" : "rules"}`);
    fill(
      result,
      title,
      !same && h("div", { class: "refined-sides" }, side("As you wrote it", original), side("Refined", refined)),
      notes.length > 0 && h("ul", { class: "hint" }, notes.map((note) => h("li", {}, note))),
      h("div", { class: "actions" },
        !same && h("button", { class: "button primary", type: "button", onclick: () => take(original, refined) }, "Use the refined one"),
        h("button", { class: "button quiet", type: "button", onclick: close }, same ? "Close" : "Keep mine")),
    );
    title.focus({ preventScroll: true });
    result.scrollIntoView({ block: "nearest" });
  }

  function take(original, refined) {
    use(refined);
    fill(result);
    const undo = () => {
      use(original);
      fill(back);
    };
    fill(back, notice("", h("p", {}, "The refined prompt stands above."), h("button", { class: "button quiet small", type: "button", onclick: undo }, "Undo")));
  }

  function close() {
    fill(result);
    button.focus();
  }

  wish.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    refine();
  });
  const row = h("div", { class: "refine-row" }, h("div", { class: "field" }, h("label", { for: "refine-wish" }, "How it should change", h("span", { class: "hint" }, " (may stay empty)")), wish), button);
  return h("div", { class: "stack-small" }, row, wrong, back, result);
}

function side(name, text) {
  return h("div", { class: "refined-side" }, h("h3", {}, name), h("p", {}, text));
}
