/** The tab where a video is made from a prompt. */
import { fill, h, icon } from "../dom.js";
import { keep, kept } from "../storage.js";
import { adviceBox, VISUAL_LIMIT } from "./advice.js";
import { briefForm } from "./brief.js";
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
  const team = together("prompt", panel, { read: () => ({ ...rest, prompt: prompt.value }), show: takeOver });
  const brief = briefForm(() => briefTeam.changed());
  const briefTeam = together("brief", panel, { read: brief.read, show: takeOverBrief });
  let rest = {}; // what others have in the draft of a prompt beside the prompt
  let writesBrief = kept("studio.way") === "brief";
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
  function takeOver(document) {
    const back = keepCaret(panel);
    rest = document;
    write(String(document.prompt ?? ""));
    back();
  }

  function takeOverBrief(document) {
    const back = keepCaret(panel);
    brief.show(document);
    back();
    briefTeam.changed();
  }

  /** Have a prompt written, or a brief. */
  function switchTo(isBrief) {
    writesBrief = isBrief;
    keep("studio.way", isBrief ? "brief" : null);
    for (const input of ways.querySelectorAll("input")) input.checked = (input.value === "A brief") === isBrief;
    promptPart.hidden = isBrief;
    briefPart.hidden = !isBrief;
    templates.hidden = isBrief;
  }

  async function openDraft(id) {
    const isPrompt = await team.open(id);
    switchTo(!isPrompt && (await briefTeam.open(id)));
  }

  /** Take the prompt of a template, and a model that is meant for it. */
  function begin(made) {
    switchTo(false);
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
    const wanted = writesBrief ? brief.order(!model || draws(model)) : { prompt: prompt.value.trim(), field: prompt };
    const text = wanted.prompt ?? "";
    prompt.removeAttribute("aria-invalid");
    say(wrong, null);
    if (wanted.missing) {
      wanted.field.setAttribute("aria-invalid", "true");
      say(wrong, wanted.missing);
      return wanted.field.focus();
    }
    if (!text || [...text].length > PROMPT_LIMIT) {
      wanted.field?.setAttribute("aria-invalid", "true");
      say(wrong, text ? "That is too long for one video." : "Write what the video should show, or take one of the templates.");
      return wanted.field?.focus();
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
  for (const written of [prompt, brief.element]) {
    written.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
  }

  const ways = h("div", { class: "segments", role: "group", "aria-label": "What is written" }, ["A prompt", "A brief"].map((name) => h("label", {}, h("input", { type: "radio", name: "create-way", value: name, onchange: () => switchTo(name === "A brief") }), h("span", {}, name))));
  const promptPart = h("div", { class: "stack" }, h("div", { class: "field" }, h("div", { class: "label-row" }, h("label", { for: "prompt" }, "Prompt"), count), prompt), tooLong, advice.element, refine, team.element);
  const briefPart = h("div", { class: "stack", hidden: true }, brief.element, briefTeam.element);
  const templates = h("div", { class: "stack-small" }, h("h2", { class: "small-title" }, "Begin with a template"), templateList(begin));
  const form = h(
    "form",
    { class: "create", novalidate: true, onsubmit: submit },
    h("div", { class: "create-main stack" }, result, h("div", { class: "card padded stack" }, ways, promptPart, briefPart), templates, choices, reference.element),
    h("aside", { class: "create-side card padded stack", "aria-label": "How it is made" }, settings, h("div", { class: "create-end stack-small" }, cost, wrong, make, h("p", { class: "hint keys" }, h("kbd", {}, "Ctrl"), " + ", h("kbd", {}, "Enter"), " where you write makes it, too."))),
  );
  let models = null;
  panel.classList.add("has-carets");
  fill(panel, form);
  switchTo(writesBrief);
  if (team.asked()) openDraft(team.asked());
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
  return {
    show({ brief: of }) {
      if (!of) return;
      switchTo(true);
      brief.show(of);
      briefTeam.changed();
    },
  };
}
