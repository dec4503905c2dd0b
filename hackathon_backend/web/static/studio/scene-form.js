/** A form for any kind of scene, made from the storyboard's JSON schema. */
import { call } from "../api.js";
import { fill, h, icon } from "../dom.js";
import { artField } from "./art-field.js";

const LAST = ["narration", "answer_narration"];
const LONG = 240;

let asked = null;

/** The schema, asked for once. */
export function schema() {
  asked ??= call("api/storyboard/schema");
  asked.catch(() => (asked = null));
  return asked;
}

const at = (root, ref) => ref.split("/").slice(1).reduce((node, step) => node[step], root);

/** The kinds of scenes there are: {sample, when}, a scene to begin with and when to choose it. */
export const kindsIn = (root) =>
  root.properties.scenes.items.oneOf.map(({ $ref }) => at(root, $ref)).map((kind) => ({ sample: kind.examples[0], when: kind["x-when"] }));

/**
 * Fill `place` with fields for `scene`; `onedit` hears the whole scene after each change, `language` is the film's. Fields stay as they are
 * while somebody types; only adding and removing parts draws them again.
 */
export function sceneForm(place, root, scene, onedit, language = "en") {
  const kind = root.properties.scenes.items.discriminator.mapping[scene.type];
  if (!kind) return fill(place, h("p", { class: "hint" }, `There is no form for a scene of the kind “${scene.type}”. Its JSON can be edited.`));
  const draft = structuredClone(scene);
  const changed = () => {
    // What is said otherwise no longer stands in the lesson like that.
    if (draft.narration !== scene.narration) delete draft.cited;
    onedit(structuredClone(draft));
  };
  const redraw = (focus) => {
    fill(place, fieldsOf(resolve({ $ref: kind }), draft, "scene"));
    if (focus) place.querySelector(`#${CSS.escape(focus)}`)?.focus();
  };

  function resolve(node) {
    if (node.$ref) return { ...node, ...at(root, node.$ref), $ref: undefined };
    if (node.discriminator) return node;
    const kinds = node.anyOf ?? node.oneOf;
    const choice = kinds?.find((each) => each.type !== "null");
    const optional = kinds?.some((each) => each.type === "null");
    return choice ? { ...node, ...resolve(choice), optional, anyOf: undefined, oneOf: undefined } : node;
  }

  function fieldsOf(node, holder, path, edited = changed) {
    const names = Object.keys(node.properties ?? {}).filter((name) => !("const" in node.properties[name]) && !node.properties[name].readOnly);
    const rank = (name) => LAST.indexOf(name) + 1;
    return names.sort((a, b) => rank(a) - rank(b)).map((name) => {
      const set = (value) => {
        if (value === undefined) delete holder[name];
        else holder[name] = value;
        edited();
      };
      return fieldOf(resolve(node.properties[name]), titled(name), holder[name], set, `${path}-${name}`, node.required?.includes(name));
    });
  }

  function fieldOf(node, label, value, set, id, needed) {
    if (node.discriminator) return choiceOf(node, label, value, set, id);
    if (node.type === "array") return listOf(node, label, Array.isArray(value) ? value : [], set, id);
    if (node.type === "object" && node.properties) return partOf(node, label, value, set, id);
    if (node.type === "boolean") {
      const box = h("input", { type: "checkbox", id, checked: value ?? node.default, onchange: () => set(box.checked) });
      return h("div", { class: "tick" }, box, h("label", { for: id }, label));
    }
    return h("div", { class: "field" }, h("label", { for: id }, label), control(node, value, set, id, needed));
  }

  /** A part with fields of its own; one that may be left out can be added and taken away. */
  function partOf(node, label, value, set, id) {
    const put = (next) => {
      set(next);
      redraw(next ? `${id}-${Object.keys(node.properties)[0]}` : `${id}-add`);
    };
    if (node.optional && !value) return h("button", { class: "button quiet", type: "button", id: `${id}-add`, onclick: () => put(fresh(node, label, 0)) }, icon("plus"), `Add ${label.toLowerCase()}`);
    const inner = value ?? {};
    const remove = node.optional && h("button", { class: "button quiet", type: "button", onclick: () => put(undefined) }, `Take away ${label.toLowerCase()}`);
    return h("fieldset", { class: "part" }, h("legend", {}, label), fieldsOf(node, inner, id, () => set(inner)), remove);
  }

  /** One of several kinds of parts, each with fields of its own. */
  function choiceOf(node, label, value, set, id) {
    const { mapping, propertyName } = node.discriminator;
    const inner = value ?? fresh(node, label, 0);
    const put = () => {
      set(begin(node, select.value, label));
      redraw(id);
    };
    const select = h("select", { class: "select", id, onchange: put }, Object.keys(mapping).map((each) => h("option", { value: each, selected: each === inner[propertyName] }, titled(each))));
    const chosen = resolve({ $ref: mapping[inner[propertyName]] ?? Object.values(mapping)[0] });
    return h("fieldset", { class: "part" }, h("legend", {}, label), h("div", { class: "field" }, h("label", { for: id }, titled(propertyName)), select), fieldsOf(chosen, inner, id, () => set(inner)));
  }

  const begin = (node, key, one) => ({ [node.discriminator.propertyName]: key, ...fresh(resolve({ $ref: node.discriminator.mapping[key] }), one, 0) });

  function control(node, value, set, id, needed) {
    if (node.format === "art") return artField(value ?? node.default, (word) => set(word || (node.default === "none" ? "none" : undefined)), id, language);
    if (node.enum) {
      const select = h("select", { class: "select", id, onchange: () => set(select.value) }, node.enum.map((each) => h("option", { value: each, selected: each === (value ?? node.default) }, String(each) || "none")));
      return select;
    }
    if (node.type === "integer" || node.type === "number") {
      const number = h("input", { class: "input", type: "number", id, step: node.type === "integer" ? 1 : "any", value: value ?? node.default ?? "", oninput: () => number.value !== "" && set(Number(number.value)) });
      return number;
    }
    const long = (node.maxLength ?? LONG + 1) > LONG;
    const typed = () => set(text.value === "" && !needed ? undefined : text.value);
    const text = long
      ? h("textarea", { class: `textarea${id.endsWith("code") ? " code" : ""}`, id, rows: 3, maxlength: node.maxLength, oninput: typed }, value ?? node.default ?? "")
      : h("input", { class: "input", id, maxlength: node.maxLength, value: value ?? node.default ?? "", oninput: typed });
    return text;
  }

  function listOf(node, label, items, set, id) {
    const item = resolve(node.items ?? {});
    const one = singular(label);
    const replace = (list, focus) => {
      set(list);
      redraw(focus);
    };
    const rows = items.map((value, index) => {
      const own = `${id}-${index}`;
      const put = (next) => {
        items[index] = next;
        set(items);
      };
      const body = item.type === "object" ? fieldsOf(item, value, own) : fieldOf(item, `${one} ${index + 1}`, value, put, own, true);
      const drop = () => replace(items.filter((_, at) => at !== index), `${id}-add`);
      const remove = items.length > (node.minItems ?? 0) && h("button", { class: "icon-button", type: "button", "aria-label": `Take away ${one.toLowerCase()} ${index + 1}`, onclick: drop }, icon("close"));
      return h("div", { class: `row${item.type === "object" ? "" : " plain"}`, role: "group", "aria-label": `${one} ${index + 1}` }, h("div", { class: "row-fields" }, body), remove);
    });
    const add = items.length < (node.maxItems ?? Infinity) && h("button", { class: "button quiet", type: "button", id: `${id}-add`, onclick: () => replace([...items, fresh(item, one, items.length)], `${id}-${items.length}-${Object.keys(item.properties ?? {})[0] ?? ""}`.replace(/-$/, "")) }, icon("plus"), `Add ${one.toLowerCase()}`);
    return h("fieldset", { class: "part" }, h("legend", {}, label), rows, add);
  }

  function fresh(node, one, index) {
    if (node.discriminator) return begin(node, Object.keys(node.discriminator.mapping)[0], one);
    if (node.type === "object") {
      const needed = node.required ?? [];
      return Object.fromEntries(needed.map((name) => [name, fresh(resolve(node.properties[name]), name === "id" ? `n${index + 1}` : `New ${one.toLowerCase()}`, 0)]));
    }
    if (node.type === "array") return Array.from({ length: node.minItems ?? 0 }, (_, at) => fresh(resolve(node.items ?? {}), one, at));
    if (node.enum) return node.enum[0];
    return { integer: 0, number: 0, boolean: false }[node.type] ?? one;
  }

  redraw();
}

const titled = (name) => name[0].toUpperCase() + name.slice(1).replaceAll("_", " ");
const singular = (label) => (label === "Series" ? "Series" : label.replace(/ies$/, "y").replace(/sses$/, "ss").replace(/([^s])s$/, "$1"));
