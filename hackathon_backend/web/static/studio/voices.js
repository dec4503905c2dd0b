/** Who speaks: a list of voices, each to be listened to before it is chosen. */
import { call, home } from "../api.js";
import { fill, h, icon, toast } from "../dom.js";

let asked = null;
let playing = null;

/** All voices, asked for once. */
export function voices() {
  asked ??= call("api/voices").then((answer) => answer.voices);
  asked.catch(() => (asked = null));
  return asked;
}

/** A list with a button to listen. Returns {element, value}; `value` is null until the voices are there. */
export function voicePicker(id = "voice") {
  const select = h("select", { class: "select", id, "aria-describedby": `${id}-about`, disabled: true }, h("option", {}, "Loading voices …"));
  const about = h("p", { class: "hint", id: `${id}-about` });
  const listen = h("button", { class: "button", type: "button", disabled: true, onclick: () => sound(select.value, listen) }, icon("listen"), "Listen");
  let all = [];
  const describe = () => (about.textContent = all.find((voice) => voice.id === select.value)?.description ?? "");
  select.addEventListener("change", () => {
    silence();
    describe();
  });
  voices().then(
    (found) => {
      all = found;
      fill(select, found.map((voice) => h("option", { value: voice.id }, voice.name)));
      select.disabled = listen.disabled = false;
      describe();
    },
    (error) => {
      fill(select, h("option", { value: "" }, "The usual voice"));
      about.textContent = `The voices could not be loaded: ${error.message}`;
    },
  );
  return {
    element: h("div", { class: "field" }, h("label", { for: id }, "Voice"), h("div", { class: "beside" }, select, listen), about),
    get value() {
      return all.length ? select.value : null;
    },
  };
}

async function sound(voice, button) {
  if (playing?.button === button) return silence();
  silence();
  const mine = (playing = { button, audio: new Audio(), address: "" });
  show(button, "stop", "Stop");
  try {
    mine.address = URL.createObjectURL(await sample(voice));
    if (playing !== mine) return URL.revokeObjectURL(mine.address);
    mine.audio.src = mine.address;
    mine.audio.addEventListener("ended", () => playing === mine && silence());
    await mine.audio.play();
  } catch (error) {
    if (playing === mine) silence();
    if (error.name !== "AbortError") toast(`The voice can't be heard: ${error.message}`, "error");
  }
}

async function sample(voice) {
  const answer = await fetch(home`api/speech/preview`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ voice }) });
  if (!answer.ok) throw new Error((await answer.json().catch(() => null))?.error?.message ?? `the server answered ${answer.status}`);
  return answer.blob();
}

function silence() {
  if (!playing) return;
  playing.audio.pause();
  if (playing.address) URL.revokeObjectURL(playing.address);
  show(playing.button, "listen", "Listen");
  playing = null;
}

function show(button, sign, label) {
  fill(button, icon(sign), label);
}
