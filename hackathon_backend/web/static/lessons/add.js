/** The card where a lesson is made: of a file, of a page, or of a text. */
import { home, random, sender } from "../api.js";
import { say } from "../dialogs.js";
import { fill, h, icon } from "../dom.js";
import { size } from "./names.js";
import { setUpDrop } from "./drop.js";

const WAYS = [["file", "File", "file"], ["page", "Web page", "globe"], ["text", "Text", "edit"]];

/** Fill the card `place`. Files and addresses go to `imports`. Returns {isWritten()}: whether a text stands there. */
export function setUpAdd(place, imports) {
  const { accept, mostBytes, mostPages, mostLetters } = place.dataset;
  const endings = accept.split(",");
  const wrong = h("div", { class: "add-wrong" });
  const once = sender();
  let long = { named: "", key: "" };
  const [title, text] = [field("input", "add-name", { maxlength: 120, placeholder: "Its first heading, if you leave this empty" }), field("textarea", "add-text", { rows: 9, placeholder: "Paste or write it here. Markdown is understood, and plain text is fine." })];
  const url = field("input", "add-url", { type: "url", inputmode: "url", placeholder: "https://…", required: true, maxlength: 2000 });
  const input = h("input", { class: "said", type: "file", id: "add-file", accept, multiple: true, tabindex: "-1", "aria-hidden": "true", onchange: () => (take([...input.files]), (input.value = "")) });

  const panels = {
    file: h("div", { class: "add-panel" },
      h("div", { class: "drop" },
        h("span", { class: "drop-sign" }, icon("upload")),
        h("p", {}, h("strong", {}, "Drop a document here")),
        h("button", { class: "button primary", type: "button", "aria-describedby": "add-formats", onclick: () => input.click() }, "Choose a file"),
        input),
      h("p", { class: "hint", id: "add-formats" }, `PDF, PowerPoint, Word, OpenDocument slides, EPUB, HTML, Markdown, plain text or captions (VTT). Up to ${size(Number(mostBytes))} and ${mostPages} pages each.`)),
    page: h("form", { class: "add-panel", novalidate: true, onsubmit: (event) => attempt(event, fetchPage) },
      h("div", { class: "field" }, h("label", { for: "add-url" }, "Its address"), url, h("p", { class: "hint" }, "A page or a document that anybody can open. It is fetched once; what changes there later changes nothing here.")),
      h("button", { class: "button primary", type: "submit" }, icon("download"), "Fetch it")),
    text: h("form", { class: "add-panel", novalidate: true, onsubmit: (event) => attempt(event, write) },
      h("div", { class: "field" }, h("label", { for: "add-text" }, "The text"), text),
      h("div", { class: "field" }, h("label", { for: "add-name" }, "Title ", h("span", { class: "hint" }, "(if you like)")), title),
      h("button", { class: "button primary", type: "submit" }, icon("plus"), "Make the lesson")),
  };
  const body = h("div", { class: "add-body" });

  function go(way) {
    say(wrong, null);
    fill(body, panels[way]);
  }

  /** Send files that can be read, and say of the others why not. */
  function take(files) {
    const faults = files.map((file) => faultOf(file)).filter(Boolean);
    say(wrong, faults.length ? faults.join(" ") : null);
    for (const file of files) if (!faultOf(file)) imports.send(file);
  }

  function faultOf(file) {
    const name = file.name.toLowerCase();
    if (!endings.some((ending) => name.endsWith(ending))) return `${file.name} is of a kind that can't be read here.`;
    if (file.size > mostBytes) return `${file.name} has ${size(file.size)}; at most ${size(Number(mostBytes))} are read. Perhaps its pictures can be made smaller, or it can be sent in parts.`;
    return file.size ? "" : `${file.name} is empty.`;
  }

  async function fetchPage() {
    let address = url.value.trim();
    if (address && !/^[a-z]+:\/\//i.test(address)) address = `https://${address}`;
    if (/\s/.test(address) || !URL.canParse(address)) throw fault(url, "Write the address of a page, such as https://example.org/tides.");
    await imports.fetchPage(address);
    url.value = "";
  }

  async function write() {
    const written = text.value.trim();
    if (!written) throw fault(text, "Paste or write a text first.");
    if (written.length > mostLetters && [...written].length > mostLetters) return sendLong(written);
    const made = await once("api/lessons", { json: { text: written, ...(title.value.trim() && { title: title.value.trim() }) } });
    text.value = "";
    location.assign(home`lessons/${encodeURIComponent(made.id)}/edit`);
  }

  /** What is longer than a lesson becomes several, as a file of it would. */
  async function sendLong(written) {
    const name = (title.value.trim() || written.split("\n", 1)[0].replace(/^#+ */, "")).replace(/[/\\]/g, " ").slice(0, 80).trim() || "Text";
    const file = new File([written], `${name}.md`, { type: "text/markdown" });
    if (file.size > mostBytes) throw fault(text, `The text has ${size(file.size)}; at most ${size(Number(mostBytes))} are read. Make two of it.`);
    const named = [title.value.trim(), written].join("\n");
    if (long.named !== named) long = { named, key: random() };
    if (!(await imports.send(file, title.value.trim(), long.key))) return;
    long = { named: "", key: "" };
    [text.value, title.value] = ["", ""];
  }

  /** Do what a form is for; what is wrong stands below it. */
  async function attempt(event, act) {
    event.preventDefault();
    const button = event.target.querySelector("[type=submit]");
    for (const each of [url, text]) each.removeAttribute("aria-invalid");
    say(wrong, null);
    button.disabled = true;
    try {
      await act();
    } catch (error) {
      say(wrong, error);
      error.field?.setAttribute("aria-invalid", "true");
      error.field?.focus();
    } finally {
      button.disabled = false;
    }
  }

  const choices = WAYS.map(([way, label, sign], at) => h("label", {}, h("input", { type: "radio", name: "add-way", value: way, checked: at === 0, onchange: () => go(way) }), h("span", {}, icon(sign), label)));
  fill(place, h("h2", { id: "add-title" }, "Add a lesson"), h("div", { class: "segments", role: "radiogroup", "aria-labelledby": "add-title" }, choices), body, wrong);
  go("file");
  setUpDrop((files) => {
    place.querySelector("[value=file]").checked = true;
    go("file");
    take(files);
  });
  return { isWritten: () => Boolean(text.value.trim()) };
}

function field(tag, id, more) {
  return h(tag, { class: tag === "input" ? "input" : "textarea", id, dir: "auto", autocomplete: "off", ...more });
}

function fault(place, message) {
  return Object.assign(new Error(message), { field: place });
}
