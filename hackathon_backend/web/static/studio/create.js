/** The tab where a video is made from a prompt. */
import { fill, h, icon } from "../dom.js";
import { keep, kept } from "../storage.js";
import { elements, refusals, VISUAL_LIMIT, wantsLetters } from "./advice.js";
import { notice, say } from "./dialogs.js";
import { money } from "./format.js";
import { costOf, draws, modelPicker, withModels } from "./models.js";
import { agreed, order, PROMPT_LIMIT } from "./order.js";
import { referencePicker } from "./reference.js";
import { lengthPicker, sizePicker } from "./shapes.js";
import { stylePicker } from "./styles.js";
import { TEMPLATES } from "./templates.js";
import { voicePicker } from "./voices.js";

export function mount(panel, studio) {
  let model = null;
  let all = [];
  const prompt = h("textarea", { class: "textarea prompt", id: "prompt", name: "prompt", rows: 7, "aria-describedby": "prompt-count", placeholder: "What should be seen and explained? A sentence is enough; or a short text, one idea a paragraph." });
  const count = h("p", { class: "count", id: "prompt-count" });
  const said = h("div", { class: "advice" });
  const warned = h("div", { class: "advice", "aria-live": "polite" });
  const wrong = h("div", {});
  const cost = h("div", { class: "cost" });
  const result = h("section", { class: "result", "aria-label": "Your new video" });
  const make = h("button", { class: "button primary large", type: "submit" }, icon("spark"), "Make the video");
  const length = lengthPicker(showCost);
  const size = sizePicker(() => {});
  const style = stylePicker();
  const voice = voicePicker();
  const reference = referencePicker();
  const choices = h("div", { class: "stack" });
  const settings = h("div", { class: "stack settings", hidden: true }, size.element, length.element, style.element, voice.element);
  prompt.value = kept("studio.prompt") ?? "";

  function pick(chosen) {
    model = chosen;
    length.offer(model);
    size.offer(model.sizes);
    style.offer(model);
    reference.offer(model);
    settings.hidden = false;
    showCost();
    showAdvice();
  }

  function showCost() {
    if (!model) return;
    const total = costOf(model, length.value);
    const sum = total ? `${length.value} s × ${money(model.price_per_second)}` : total === 0 ? "Drawn on this machine" : "Its maker sends the bill";
    fill(cost, h("span", {}, h("strong", {}, total === 0 ? "Free" : money(total)), " ", h("span", { class: "hint" }, sum)), h("span", { class: "hint" }, model.name));
  }

  function showAdvice() {
    const text = prompt.value;
    const length = [...text].length;
    const limit = length > VISUAL_LIMIT ? PROMPT_LIMIT : VISUAL_LIMIT;
    count.textContent = `${length.toLocaleString("en")} of ${limit.toLocaleString("en")} characters`;
    count.classList.toggle("over", length > VISUAL_LIMIT);
    const found = elements(text);
    const missing = found.find((each) => !each.found);
    const drawn = model && draws(model);
    fill(
      said,
      h("ul", { class: "elements", "aria-label": "What the prompt says" }, found.map(({ name, found: has }) => h("li", { class: has ? "has" : "" }, icon(has ? "check" : "plus"), name, h("span", { class: "said" }, has ? ": found" : ": missing")))),
      text.trim() && missing && h("p", { class: "hint" }, drawn ? "For drawn scenes the words matter most; models that film want all four. " : "", missing.hint),
    );
    const warnings = [
      length > VISUAL_LIMIT && length <= PROMPT_LIMIT && notice("", h("p", {}, drawn ? "That is a text rather than a picture: it is read like a lesson, and its ideas become scenes." : `Models that film follow the first ${VISUAL_LIMIT} characters best. Shorten it to what is to be seen.`)),
      length > PROMPT_LIMIT && notice("red", h("p", {}, `That is too long: at most ${PROMPT_LIMIT.toLocaleString("en")} characters are taken.`)),
      refusals(text).map((line) => notice("amber", h("p", {}, line))),
      !drawn && model && wantsLetters(text) && notice("", h("p", {}, "Generated pictures misspell letters and numbers. The storyboard model writes every label right.")),
    ].flat().filter(Boolean);
    // Told again only if there is something else to tell: not with every letter that is typed.
    if (warned.textContent !== warnings.map((each) => each.textContent).join("")) fill(warned, warnings);
  }

  function begin(template) {
    prompt.value = template.prompt;
    keep("studio.prompt", prompt.value);
    const fitting = all.find((each) => each.state === "live" && draws(each) === template.drawn);
    if (fitting && fitting !== model) {
      models.choose(fitting.key);
      pick(fitting);
    } else showAdvice();
    prompt.focus();
  }

  async function submit(event) {
    event.preventDefault();
    const text = prompt.value.trim();
    prompt.removeAttribute("aria-invalid");
    say(wrong, null);
    if (!text || [...text].length > PROMPT_LIMIT) {
      prompt.setAttribute("aria-invalid", "true");
      say(wrong, text ? "The prompt is too long." : "Write what the video should show, or take one of the templates.");
      return prompt.focus();
    }
    if (!model || !(await agreed(model, length.value))) return;
    make.disabled = true;
    try {
      const url = reference.url ? { image_url: reference.url } : null;
      const fields = { prompt: text, model: model.key, seconds: String(length.value), size: size.value, style: style.value, voice: voice.value, input_reference: url };
      showResult(await order(fields, reference.file));
    } catch (error) {
      say(wrong, error);
      if (error.param === "prompt") prompt.setAttribute("aria-invalid", "true");
      wrong.scrollIntoView({ block: "nearest" });
    } finally {
      make.disabled = false;
    }
  }

  async function showResult(video) {
    await import("../lesson-video.js");
    const title = h("h2", { tabindex: "-1" }, "Your new video");
    const open = h("button", { class: "button quiet", type: "button", onclick: () => studio.go("library", { video: video.id }) }, "Show it in the library", icon("arrow"));
    const notes = (video.notes ?? []).map((note) => notice("", h("p", {}, note)));
    fill(result, h("div", { class: "result-head" }, title, open), notes, h("lesson-video", { "video-id": video.id }));
    title.focus({ preventScroll: true });
    result.scrollIntoView({ block: "start" });
  }

  prompt.addEventListener("input", () => {
    prompt.removeAttribute("aria-invalid");
    keep("studio.prompt", prompt.value || null);
    showAdvice();
  });
  prompt.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });

  const templates = h("div", { class: "templates", role: "group", "aria-label": "Templates to begin with" }, TEMPLATES.map((template) =>
    h("button", { class: "template", type: "button", onclick: () => begin(template) }, icon(template.drawn ? "scenes" : "film"), h("span", {}, h("span", { class: "template-name" }, template.name), h("span", { class: "hint" }, template.about)))));
  const form = h(
    "form",
    { class: "create", novalidate: true, onsubmit: submit },
    h("div", { class: "create-main stack" }, result, h("div", { class: "card padded stack" }, h("div", { class: "field" }, h("div", { class: "label-row" }, h("label", { for: "prompt" }, "Prompt"), count), prompt), said, warned), h("div", { class: "stack-small" }, h("h2", { class: "small-title" }, "Begin with a template"), templates), choices, reference.element),
    h("aside", { class: "create-side card padded stack", "aria-label": "How it is made" }, settings, h("div", { class: "create-end stack-small" }, cost, wrong, make, h("p", { class: "hint keys" }, h("kbd", {}, "Ctrl"), " + ", h("kbd", {}, "Enter"), " in the prompt makes it, too."))),
  );
  let models = null;
  fill(panel, form);
  showAdvice();
  withModels(choices, (found) => {
    all = found;
    models = modelPicker(found, pick);
    fill(choices, models.element);
    const first = found.find((each) => each.state === "live");
    if (!first) return fill(cost, notice("red", h("p", {}, "No model is ready. The server's doctor says what is missing.")));
    models.choose(first.key);
    pick(first);
  });
  return { show: () => {} };
}
