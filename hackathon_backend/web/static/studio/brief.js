/** A brief in the place of the prompt: what a film is called, shows and says, and what is to be remembered of it. */
import { h } from "../dom.js";
import { keep, kept } from "../storage.js";
import { VISUAL_LIMIT } from "./advice.js";

const KEY = "studio.brief";
const EXAMPLES = ["The moon pulls the sea towards it.", "The water rises twice a day.", "A tide comes later every day."];
const TAKEAWAYS = EXAMPLES.length;

/** Returns {element, read(), show(brief), order(drawn)}; `onedit` hears of what is typed. */
export function briefForm(onedit) {
  let shown = {}; // with what the form has no field for
  const title = h("input", { class: "input", id: "brief-title", maxlength: 120, dir: "auto", autocomplete: "off", placeholder: "Why the sea rises" });
  const visual = h("textarea", { class: "textarea", id: "brief-visual", rows: 3, maxlength: VISUAL_LIMIT, dir: "auto", "aria-describedby": "brief-visual-about", placeholder: "A harbour at low tide; the water comes back." });
  const narration = h("textarea", { class: "textarea", id: "brief-narration", rows: 7, dir: "auto", "aria-describedby": "brief-narration-about", placeholder: "The moon pulls the sea towards it. So the water rises twice a day." });
  const takeaways = EXAMPLES.map((placeholder, index) => h("input", { class: "input", id: `brief-takeaway-${index + 1}`, maxlength: 200, dir: "auto", autocomplete: "off", placeholder }));
  const fields = [["title", title], ["visual_prompt", visual], ["narration", narration]];

  /** The brief as it is now; what is empty and was never there is left out. */
  function read() {
    const found = { ...shown };
    for (const [name, input] of fields) if (input.value || name in shown) found[name] = input.value;
    const before = Array.isArray(shown.takeaways) ? shown.takeaways : [];
    const own = takeaways.map((input) => input.value);
    while (own.length > Math.min(before.length, TAKEAWAYS) && !own.at(-1)) own.pop();
    if (own.length || "takeaways" in shown) found.takeaways = [...own, ...before.slice(TAKEAWAYS)];
    return found;
  }

  function show(brief) {
    shown = brief;
    const list = Array.isArray(brief.takeaways) ? brief.takeaways : [];
    for (const [input, value] of [...fields.map(([name, input]) => [input, brief[name]]), ...takeaways.map((input, index) => [input, list[index]])]) {
      if (input.value !== String(value ?? "")) input.value = String(value ?? "");
    }
    remember();
  }

  function remember() {
    const now = read();
    keep(KEY, Object.keys(now).length ? JSON.stringify(now) : null);
  }

  /** {prompt} to be ordered, of a model that draws or of one that films, or {missing, field} if there is not enough. */
  function order(drawn) {
    const said = narration.value.trim();
    if (!drawn) return visual.value.trim() ? { prompt: visual.value.trim() } : { missing: "Write what is seen: a model that films makes the video of that.", field: visual };
    if (!said) return { missing: "Write what is said: a drawn video is made of that.", field: narration };
    const points = takeaways.map((input) => input.value.trim()).filter(Boolean);
    const end = points.length ? `\n\n## Key takeaways\n\n${points.map((each) => `- ${each}`).join("\n")}` : "";
    return { prompt: `${title.value.trim() && `# ${title.value.trim()}\n\n`}${said}${end}` };
  }

  const field = (input, label, about) => h("div", { class: "field" }, h("label", { for: input.id }, label), input, about && h("p", { class: "hint", id: `${input.id}-about` }, about));
  const element = h("div", { class: "brief stack" },
    field(title, "Title"),
    field(visual, "What is seen", "For models that film. Drawn videos draw what is said."),
    field(narration, "What is said", "For drawn videos: a paragraph for each idea."),
    h("fieldset", { class: "choice stack-small" }, h("legend", {}, "What is to be remembered"), takeaways.map((input, index) => h("div", {}, h("label", { class: "said", for: input.id }, `Takeaway ${index + 1}`), input))));
  element.addEventListener("input", (event) => {
    event.target.removeAttribute("aria-invalid");
    remember();
    onedit();
  });
  try {
    show(JSON.parse(kept(KEY)) ?? {});
  } catch {
    keep(KEY, null);
  }
  return { element, read, show, order };
}
