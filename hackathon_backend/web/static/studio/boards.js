/** The tab where a storyboard is written, seen at once, and made into a video. */
import { call } from "../api.js";
import { fill, h, icon, toast } from "../dom.js";
import { keep, kept } from "../storage.js";
import { askForScene } from "./add-scene.js";
import { boardNotices } from "./board-notices.js";
import { orderBoard } from "./board-order.js";
import { say } from "../dialogs.js";
import { editor } from "./editor.js";
import { EXAMPLE } from "./example-board.js";
import { inspector } from "./inspector.js";
import { lessonPicker } from "./lesson-picker.js";
import { faultIn, placeOf } from "./places.js";
import { sizePicker } from "./shapes.js";
import { strip, stripSkeleton } from "./strip.js";
import { themePicker } from "./styles.js";
import { keepCaret } from "./carets.js";
import { together } from "./together.js";
import { voicePicker } from "./voices.js";

const PAUSE = 450;
const SIZES = ["1280x720", "1920x1080", "720x1280", "1080x1080"];
const pretty = (board) => JSON.stringify(board, null, 2);

export function mount(panel) {
  let found = null; // the last preview: {storyboard, changes, notes, scenes, seconds}
  let selected = 0;
  let timer = 0;
  let running = null;
  const json = editor(edited);
  const scenes = strip(pick, addScene);
  const hand = inspector({ edit: editScene, move, double, drop, rendering: () => ({ ...asked(), scene: selected, voice: voice.value ?? undefined }) });
  const notices = boardNotices(json, { showJson: () => switchTo(true, true), adopt });
  const wrong = h("div", {});
  const look = themePicker("clean", (theme) => found && use({ ...boardNow(), theme }, selected), { name: "board-theme" });
  const size = sizePicker(preview, { name: "board-size" });
  const voice = voicePicker("board-voice");
  const lessons = lessonPicker(begin, (error) => say(wrong, error));
  const make = h("button", { class: "button primary large", type: "button", onclick: makeVideo }, icon("spark"), "Make the video");
  const ways = h("div", { class: "segments", role: "group", "aria-label": "What is edited" }, [["Scenes", false], ["JSON", true]].map(([name, raw]) => h("label", {}, h("input", { type: "radio", name: "board-way", value: name, checked: !raw, onchange: () => switchTo(raw) }), h("span", {}, name))));
  const work = h("div", { class: "board-work" });
  const empty = h("div", { class: "empty" }, icon("scenes"), h("h2", {}, "Begin a storyboard"), h("p", {}, "Take one of the lessons above, see an example, or paste JSON: also as a language model wrote it, it is mended."), h("div", { class: "actions" }, h("button", { class: "button primary", type: "button", onclick: () => use(EXAMPLE) }, "See an example"), h("button", { class: "button", type: "button", onclick: () => switchTo(true, true) }, "Paste JSON")));
  const team = together("storyboard", panel, { read: () => (found || json.text.trim() ? parsed() : null), show: takeOver });
  let writing = false;
  let seen = ""; // the text of the last preview

  size.offer(SIZES);

  const parsed = () => (faultIn(json.text) ? null : JSON.parse(json.text));
  /** What is edited: the text itself, or the mended one if scenes can't be told apart in it. */
  const boardNow = () => {
    const own = parsed();
    return Array.isArray(own?.scenes) && own.scenes.every((scene) => scene && typeof scene === "object") ? own : structuredClone(found.storyboard);
  };
  const isMended = () => boardNow().scenes.length !== found.scenes.length;
  const asked = () => ({ storyboard: found?.storyboard ?? json.text, size: size.value });

  // -- changes, and what is seen of them

  function edited(text) {
    keep("studio.storyboard", text || null);
    team.changed();
    clearTimeout(timer);
    timer = setTimeout(preview, PAUSE);
  }

  function use(board, index = 0) {
    selected = index;
    json.setText(pretty(board));
    keep("studio.storyboard", json.text);
    team.changed();
    return preview();
  }

  /** What others have made of it: the fields are drawn anew, and who types in one goes on typing. */
  function takeOver(board) {
    const back = keepCaret(panel);
    const before = found && JSON.stringify(boardNow().scenes?.[selected]);
    json.setText(pretty(board));
    keep("studio.storyboard", json.text);
    const scene = board.scenes?.[selected];
    if (found && scene && JSON.stringify(scene) !== before) {
      hand.show({ scene, still: null, index: selected, count: board.scenes.length, fresh: true });
      setTimeout(back);
    } else back();
    clearTimeout(timer);
    timer = setTimeout(preview, PAUSE);
  }

  async function preview() {
    clearTimeout(timer);
    running?.abort();
    const mine = (running = new AbortController());
    const text = json.text;
    if (!text.trim()) {
      found = null;
      notices.clear();
      return arrange();
    }
    scenes.busy(true);
    if (!found) arrange(stripSkeleton());
    try {
      const answer = await call("api/storyboard/preview", { method: "POST", json: { storyboard: text, size: size.value }, signal: mine.signal });
      found = answer;
      seen = text;
      say(wrong, null);
      showTold();
      arrange();
    } catch (error) {
      if (error.name !== "AbortError") refused(error);
    } finally {
      if (running === mine) scenes.busy(false);
    }
  }

  function refused(error) {
    if (!notices.refused(error, writing)) say(wrong, error);
    if (!found) arrange();
  }

  function showTold() {
    notices.mended(found, writing);
    for (const input of look.querySelectorAll("input")) input.checked = input.value === found.storyboard.theme;
  }

  function adopt() {
    use(found.storyboard, selected);
    toast("The editor has the mended storyboard now.");
  }

  // -- the parts of the page

  function arrange(waiting = null) {
    make.disabled = !found;
    const none = !found && !waiting && !writing;
    for (const input of ways.querySelectorAll("input")) input.checked = (input.value === "JSON") === writing;
    const focus = document.activeElement;
    if (none) fill(work, empty);
    else if (!work.contains(scenes.element) || !work.contains(writing ? json.element : hand.element)) fill(work, waiting && !writing ? waiting : scenes.element, writing ? json.element : hand.element);
    work.classList.toggle("none", none);
    scenes.element.hidden = !found;
    hand.element.hidden = !found;
    if (found) pick(Math.min(selected, found.scenes.length - 1), false);
    if (focus?.isConnected && focus !== document.activeElement) focus.focus();
  }

  function pick(index, chosen = true) {
    if (chosen && !writing && isMended()) {
      toast("The storyboard was mended to be edited scene by scene.");
      delete hand.element.dataset.of;
      return use(found.storyboard, index);
    }
    const fresh = chosen || index !== selected || !hand.element.dataset.of;
    selected = index;
    hand.element.dataset.of = "scene";
    scenes.show(found, selected);
    if (writing) return chosen && json.reveal(placeOf(json.text, `scenes.${index}`) ?? { start: 0, end: 0 });
    hand.show({ scene: boardNow().scenes[index] ?? found.storyboard.scenes[index], still: found.scenes[index], index, count: found.scenes.length, fresh });
  }

  function switchTo(raw, focus = false) {
    writing = raw;
    delete hand.element.dataset.of;
    if (found) showTold();
    arrange();
    if (focus) json.area.focus();
  }

  // -- one scene

  function editScene(scene) {
    const board = selected < boardNow().scenes.length ? boardNow() : structuredClone(found.storyboard);
    board.scenes[selected] = scene;
    json.setText(pretty(board));
    edited(json.text);
  }

  function rearranged(change, index) {
    const board = isMended() ? structuredClone(found.storyboard) : boardNow();
    change(board.scenes);
    delete hand.element.dataset.of;
    return use(board, index);
  }

  function move(step) {
    rearranged((list) => list.splice(selected + step, 0, list.splice(selected, 1)[0]), selected + step);
  }
  function double() {
    rearranged((list) => list.splice(selected, 0, structuredClone(list[selected])), selected + 1);
  }
  function drop() {
    rearranged((list) => list.splice(selected, 1), Math.max(0, selected - 1));
  }

  function addScene() {
    return askForScene((scene) => rearranged((list) => list.splice(selected + 1, 0, scene), selected + 1));
  }

  // -- where it comes from, and where it goes

  function begin(storyboard) {
    delete hand.element.dataset.of;
    return use(storyboard);
  }

  async function makeVideo() {
    if (json.text !== seen) await preview();
    if (json.text !== seen) return;
    make.disabled = true;
    say(wrong, null);
    try {
      await orderBoard(found.storyboard, { size: size.value, voice: voice.value });
    } catch (error) {
      say(wrong, error);
    } finally {
      make.disabled = false;
    }
  }

  const bar = h("div", { class: "board-bar card padded" }, h("div", { class: "stack-small" }, lessons, voice.element), look, size.element);
  panel.classList.add("has-carets");
  fill(panel, h("div", { class: "boards stack" }, bar, team.element, wrong, h("div", { class: "strip-head" }, ways, make), notices.element, work));
  json.setText(kept("studio.storyboard") ?? "");
  if (team.asked()) team.open(team.asked()).then((is) => is || preview());
  else preview();
  return { show: ({ board }) => board && use(board) };
}
