/** The lesson chat: messages go out, answers come in, and nothing of it is lost. */
import { ApiError, stream } from "../api.js";
import { toast } from "../dom.js";
import { Answers } from "./answers.js";
import { focusField, giveBack, setBusy, setUpComposer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { chosenOptions, setUpOptions } from "./options.js";
import { Restoring } from "./restoring.js";
import { enlarge, setUpTheatre } from "./theatre.js";
import { TurnList } from "./turn-list.js";
import { setUpViews, show, showCited, showSection } from "./views.js";

const main = document.getElementById("main");
const news = document.getElementById("news");
const say = (text) => (news.textContent = text);

const turns = new TurnList({
  again: (turn) => {
    if (turn.refused) turn.element.remove();
    send(turn.question, turn.lesson);
  },
  ask: (text, lesson) => send(text, lesson),
  enlarge,
  say,
  video: (id) => turns.video(id),
  source: (source) => source.lessonId === main.dataset.lesson && showSection(source.section || main.dataset.title),
});
const conversation = new Conversation(main.dataset.lesson, reload);
const answers = new Answers(conversation, say);
const restoring = new Restoring(conversation, turns, answers);
let streaming = false;
let missed = false;

setUpViews();
setUpComposer(send);
setUpOptions();
setUpTheatre();
document.getElementById("fresh").addEventListener("click", startAfresh);
document.getElementById("share")?.addEventListener("click", shareConversation);
for (const chip of document.querySelectorAll(".suggestion")) {
  chip.addEventListener("click", () => send(chip.dataset.message));
}
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && missed && reload());
await restoring.restore();
if (location.hash === "#make-a-video") offerVideo();
showCited();

/** Send `text`; `lesson` is a pasted one that it is about, if any. */
async function send(text, lesson) {
  if (streaming) {
    toast("One moment: the last answer is still being written.");
    return;
  }
  show("chat");
  const turn = turns.add(text);
  turn.lesson = lesson;
  turn.element.classList.add("newest");
  turn.element.scrollIntoView({ block: "start" });
  turn.showThinking();
  focusField();
  busy(true);
  try {
    await converse(turn, text);
  } catch (error) {
    turn.showProblem(error.message);
    say(error.message);
  } finally {
    busy(false);
    conversation.tell();
    if (missed) reload();
  }
}

/** Whoever comes to have a video made finds the message written, and sends it: an address alone orders nothing. */
function offerVideo() {
  const message = document.querySelector(".suggestion.video")?.dataset.message;
  history.replaceState(history.state, "", location.pathname + location.search);
  if (!message) return;
  show("chat");
  giveBack(message);
  document.getElementById("message").focus();
}

async function converse(turn, text) {
  turn.refused = true;
  const opened = (headers) => {
    turn.refused = false;
    turns.know(turn, headers.get("X-Message-Id"));
    const id = headers.get("X-Conversation-Id");
    if (id) conversation.adopt(id);
    conversation.tell();
  };
  try {
    for await (const { event, data } of stream("api/chat", { json: messageOf(turn, text), opened })) {
      if (event === "delta") turn.addText(data.text);
      else if (event === "progress") return answers.follow(turn, data);
      else if (event === "error") throw new Error(data.error.message);
      else return await answers.finish(turn, data);
    }
    throw new ApiError("The answer broke off.");
  } catch (error) {
    if (turn.refused || !error.offline) throw error;
    // It is being written all the same, and kept.
    restoring.recover(turn);
  }
}

function messageOf({ lesson }, text) {
  const message = { message: text, conversationId: conversation.id ?? undefined, options: chosenOptions() };
  if (lesson) return { ...message, lesson };
  return main.dataset.lesson ? { ...message, lessonId: main.dataset.lesson } : message;
}

function busy(is) {
  streaming = is;
  setBusy(is);
}

/** Show what another tab has added, unless something is being written here or nobody looks: then later. */
async function reload() {
  missed = streaming || document.visibilityState === "hidden";
  if (!missed) await restoring.reload();
}

async function shareConversation() {
  if (!conversation.id) return toast("One moment: the conversation has only just begun.");
  const { openChatSharing } = await import("../sharing/sharing.js");
  openChatSharing(conversation.id);
}

function startAfresh() {
  if (streaming) return;
  answers.stop();
  conversation.forget();
  turns.clear();
  say("A new conversation.");
  focusField();
}
