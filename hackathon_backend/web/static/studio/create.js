/** The tab where a video is made from a prompt. */
import { fill, h, icon } from "../dom.js";
import { keep, kept } from "../storage.js";
import { adviceBox, VISUAL_LIMIT } from "./advice.js";
import { notice, say } from "../dialogs.js";
import { money } from "./format.js";
import { costOf, draws, modelPicker, withModels } from "./models.js";
import { agreed, order, PROMPT_LIMIT } from "./order.js";
import { referencePicker } from "./reference.js";
import { refineBox } from "./refine.js";
import { lengthPicker, sizePicker } from "./shapes.js";
import { stylePicker } from "./styles.js";
import { templateList } from "./templates.js";
import { voicePicker } from "./voices.js";
import { keepCaret } from "./carets.js";
import { together } from "./together.js";

export function mount(panel, studio) {
  let model = null;
  let all = [];
  const prompt = h("textarea", { class: "textarea prompt", id: "prompt", name: "prompt", rows: 7, "aria-describedby": "prompt-count", placeholder: "What should be seen and explained? A sentence is enough; or a short text, one idea a paragraph." });
  const count = h("p", { class: "count", id: "prompt-count" });
  const tooLong = h("div", { class: "advice", "aria-live": "polite" });
  const wrong = h("div", {});
  const cost = h("div", { class: "cost" });
  const result = h("section", { class: "result", "aria-label": "Your new video" });
  const make = h("button", { class: "button primary large", type: "submit" }, icon("spark"), "Make the video");
  const length = lengthPicker(() => {
    showCost();
    showAdvice();
  });
  const size = sizePicker(() => {});
  const style = stylePicker();
  const voice = voicePicker();
  const reference = referencePicker();
  const choices = h("div", { class: "stack" });
  const settings = h("div", { class: "stack settings", hidden: true }, size.element, length.element, style.element, voice.element);
  const advice = adviceBox(prompt);
  const refine = refineBox(prompt, () => model?.key, write);
  const team = together("prompt", panel, { read: () => ({ prompt: prompt.value }), show: takeOver });
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
    fill(cost, h("span", {}, h("strong", {}, total === 0 ? "Free" : total === null ? money(total) : `About ${money(total)}`), " ", h("span", { class: "hint" }, sum)), h("span", { class: "hint" }, model.name));
  }

  function showAdvice() {
    const text = prompt.value;
    const letters = [...text].length;
    const limit = letters > VISUAL_LIMIT ? PROMPT_LIMIT : VISUAL_LIMIT;
    count.textContent = `${letters.toLocaleString("en")} of ${limit.toLocaleString("en")} characters`;
    count.classList.toggle("over", letters > VISUAL_LIMIT);
    const over = letters > PROMPT_LIMIT ? `That is too long: at most ${PROMPT_LIMIT.toLocaleString("en")} characters are taken.` : "";
    if (tooLong.textContent !== over) fill(tooLong, over && notice("red", h("p", {}, over)));
    if (letters <= PROMPT_LIMIT) advice.ask(model?.key, model && Number(length.value), model && draws(model));
  }

  function write(text) {
    prompt.value = text;
    keep("studio.prompt", text || null);
    team.changed();
    showAdvice();
  }

  /** What others have made of it. */
  function takeOver({ prompt: text }) {
    const back = keepCaret(panel);
    write(String(text ?? ""));
    back();
  }

  /** Take the prompt of a template, and a model that is meant for it. */
  function begin(made) {
    write(made.prompt);
    const ready = all.filter((each) => each.state === "live");
    const fitting = ready.find((each) => each.key === made.model) ?? ready.find((each) => draws(each) === (made.medium === "drawn"));
    if (fitting && fitting !== model) {
      models.choose(fitting.key);
      pick(fitting);
    }
    if (made.seconds && model) length.take(model, made.seconds);
    showCost();
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
    team.changed();
    showAdvice();
  });
  prompt.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });

  const form = h(
    "form",
    { class: "create", novalidate: true, onsubmit: submit },
    h("div", { class: "create-main stack" }, result, h("div", { class: "card padded stack" }, h("div", { class: "field" }, h("div", { class: "label-row" }, h("label", { for: "prompt" }, "Prompt"), count), prompt), tooLong, advice.element, refine, team.element), h("div", { class: "stack-small" }, h("h2", { class: "small-title" }, "Begin with a template"), templateList(begin)), choices, reference.element),
    h("aside", { class: "create-side card padded stack", "aria-label": "How it is made" }, settings, h("div", { class: "create-end stack-small" }, cost, wrong, make, h("p", { class: "hint keys" }, h("kbd", {}, "Ctrl"), " + ", h("kbd", {}, "Enter"), " in the prompt makes it, too."))),
  );
  let models = null;
  panel.classList.add("has-carets");
  fill(panel, form);
  if (team.asked()) team.open(team.asked());
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
