/** The models that videos can be made with, and the picker for them. */
import { call } from "../api.js";
import { fill, h, icon } from "../dom.js";
import { money } from "./format.js";

const STATES = {
  live: null,
  retired: { badge: "Retired", kind: "" },
  needs_key: { badge: "Needs a key", kind: "amber" },
};

let asked = null;

/** All models, asked for once. A failed answer is asked for again. */
export function models() {
  asked ??= call("api/video/models").then((answer) => answer.models);
  asked.catch(() => (asked = null));
  return asked;
}

/** Whether a model draws scenes from words, and so needs no advice on lenses and light. */
export const draws = (model) => model.engine === "storyboard";

/** The lengths a model can make: {choices} or {min, max}, with the usual one. */
export function lengthsOf(model) {
  const usual = model.default_seconds ?? model.seconds?.[0] ?? model.duration.max;
  return model.seconds ? { choices: model.seconds, usual } : { min: model.duration.min, max: model.duration.max, usual };
}

/** What `seconds` of a model cost, in dollars; null if nobody knows. */
export const costOf = (model, seconds) => (model.price_per_second === null ? null : model.price_per_second * seconds);

/** Radio cards; those that can't be had now are folded away. `onpick` is called with the model that was chosen. Returns {element, choose(key)}. */
export function modelPicker(all, onpick) {
  const cards = all.map((model) => card(model, () => onpick(model)));
  const live = cards.filter((_, index) => all[index].state === "live");
  const others = cards.filter((each) => !live.includes(each));
  const folded = others.length ? h("details", { class: "fold" }, h("summary", {}, `${others.length} more that can't be used now`), h("div", { class: "model-cards" }, others)) : null;
  return {
    element: h("fieldset", { class: "choice" }, h("legend", {}, "Model"), h("div", { class: "model-cards" }, live), folded),
    choose(key) {
      for (const input of cards.map((each) => each.querySelector("input"))) input.checked = input.value === key;
    },
  };
}

function card(model, onpick) {
  const state = STATES[model.state];
  const id = `model-${model.key.replace(/[^\w-]/g, "_")}`;
  const input = h("input", { type: "radio", name: "model", id, value: model.key, disabled: model.state !== "live", "aria-describedby": `${id}-about`, onchange: onpick });
  const price = model.price_per_second === null ? "Price unknown" : model.price_per_second ? `${money(model.price_per_second)} a second` : "Free";
  return h(
    "div",
    { class: `model-card${state ? " off" : ""}` },
    input,
    h(
      "label",
      { for: id },
      h("span", { class: "model-name" }, model.name, state && h("span", { class: `badge ${state.kind}` }, state.kind && icon("key"), state.badge)),
      h("span", { class: "model-price" }, model.state === "retired" ? "" : price),
    ),
    h("p", { class: "hint", id: `${id}-about` }, model.description, h("span", { class: "model-facts" }, facts(model))),
  );
}

function facts(model) {
  const { choices, min, max } = lengthsOf(model);
  const lengths = choices ? `${choices.join(", ")} s` : `${min} to ${max} s`;
  return [lengths, `up to ${model.quality}`, model.reference_images ? "takes a picture" : ""].filter(Boolean).join(" · ");
}

/** Wait for the models in `place`: skeletons first, then what `show` makes of them, or the error with a way out. */
export async function withModels(place, show) {
  fill(place, h("div", { class: "skeleton block", "aria-hidden": "true" }), h("p", { class: "said", role: "status" }, "Loading models"));
  try {
    show(await models());
  } catch (error) {
    const again = h("button", { class: "button", type: "button", onclick: () => withModels(place, show) }, icon("retry"), "Try again");
    fill(place, h("div", { class: "notice red", role: "alert" }, icon("alert"), h("div", {}, h("p", {}, `The models could not be loaded. ${error.message}`), again)));
  }
}
