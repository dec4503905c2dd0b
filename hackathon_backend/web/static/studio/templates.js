/** Prompts to begin with: templates of the server, whose gaps are filled in a form. */
import { call } from "../api.js";
import { fill, h, icon } from "../dom.js";
import { openDialog, say } from "../dialogs.js";

const NAMES = { scene: "Scenes", lesson: "Lessons" };
const GAP = /\{([a-z][a-z0-9_]{0,39})\}/g;

/** The templates by category. `use({prompt, medium, seconds, aspect_ratio, model})` takes what was made of one. */
export function templateList(use) {
  const element = h("div", { class: "stack-small" }, h("p", { class: "hint" }, "Loading the templates…"));
  call("api/templates").then(
    ({ templates }) => fill(element, groups(templates).map(([category, found]) => group(category, found, use))),
    (error) => say(element, error),
  );
  return element;
}

function groups(templates) {
  const found = new Map();
  for (const each of templates) found.set(each.category, [...(found.get(each.category) ?? []), each]);
  return [...found].sort(([one], [other]) => (other === "scene") - (one === "scene"));
}

function group(category, templates, use) {
  const name = NAMES[category] ?? category;
  const button = (each) =>
    h("button", { class: "template", type: "button", onclick: () => open(each, use) }, icon(each.medium === "drawn" ? "scenes" : "film"), h("span", {}, h("span", { class: "template-name" }, each.name), h("span", { class: "hint" }, each.description)));
  return [h("h3", { class: "small-title" }, name), h("div", { class: "templates", role: "group", "aria-label": `Templates: ${name}` }, templates.map(button))];
}

function open(template, use) {
  const fields = template.gaps.map((gap) => field(gap, preview));
  const seen = h("pre", { class: "template-prompt", tabindex: "0", "aria-label": "The prompt so far" });
  const wrong = h("div", {});

  function values() {
    return Object.fromEntries(fields.filter(({ input }) => input.value.trim()).map(({ gap, input }) => [gap.name, input.value]));
  }

  function preview(event) {
    event?.target.removeAttribute("aria-invalid");
    const filled = values();
    const known = new Map(template.gaps.map((gap) => [gap.name, gap]));
    fill(seen, template.prompt.split(GAP).map((part, place) => (place % 2 ? shown(known.get(part), filled[part], part) : part)));
  }

  function examples() {
    for (const { gap, input } of fields) input.value = gap.example;
    preview();
  }

  async function submit(event) {
    event.preventDefault();
    say(wrong, null);
    const empty = fields.find(({ gap, input }) => gap.required && !input.value.trim());
    if (empty) return refuse(empty.input, `${empty.gap.label}: this is needed, for example “${empty.gap.example}”.`);
    try {
      const made = await call(`api/templates/${template.id}/render`, { method: "POST", json: { values: values() } });
      dialog.close();
      use(made);
    } catch (error) {
      refuse(fields.find(({ gap }) => error.param === `values.${gap.name}`)?.input, error);
    }
  }

  function refuse(input, why) {
    say(wrong, why);
    input?.setAttribute("aria-invalid", "true");
    input?.focus();
  }

  const form = h(
    "form",
    { class: "template-form", novalidate: true, onsubmit: submit },
    h("div", { class: "stack-small" }, h("p", { class: "hint" }, template.description), fields.map(({ element }) => element)),
    h("div", { class: "stack-small template-side" }, h("h3", { class: "small-title" }, "The prompt"), seen, wrong,
      h("div", { class: "actions" }, h("button", { class: "button quiet", type: "button", onclick: examples }, "Fill in the examples"), h("button", { class: "button primary", type: "submit" }, "Use this prompt"))),
  );
  preview();
  const dialog = openDialog(template.name, form, { wide: true });
}

function field(gap, onchange) {
  const id = `gap-${gap.name}`;
  const long = gap.kind === "text" && gap.max_length > 120;
  const about = { class: long ? "textarea" : "input", id, maxlength: gap.max_length, placeholder: gap.default ?? gap.example, "aria-required": String(gap.required), oninput: onchange };
  const input = long ? h("textarea", { ...about, rows: 3 }) : h("input", { ...about, inputmode: gap.kind === "number" ? "decimal" : null, autocomplete: "off" });
  const element = h("div", { class: "field" }, h("label", { for: id }, gap.label, !gap.required && h("span", { class: "hint" }, " (may stay empty)")), input);
  return { gap, input, element };
}

/** What stands in a gap: the value, the default, or its label as a mark. */
function shown(gap, value, name) {
  if (!gap) return `{${name}}`;
  return value ? h("strong", {}, value) : (gap.default ?? h("mark", {}, gap.label));
}
