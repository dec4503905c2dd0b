/** The lesson chat: messages go out, answers come in, and nothing of it is lost. */
import { ApiError, call, stream } from "../api.js";
import { toast } from "../dom.js";
import { focusField, setBusy, setUpComposer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { render } from "./markup.js";
import { chosenOptions, setUpOptions } from "./options.js";
import { enlarge, setUpTheatre } from "./theatre.js";
import { TurnView } from "./turns.js";
import { markNews, setUpViews, show, showSection } from "./views.js";
import { watch } from "./watching.js";

/** Seconds for which an answer that was under way when the connection was lost is waited for. */
const PATIENCE = 120;

const main = document.getElementById("main");
const turns = document.getElementById("turns");
const list = document.getElementById("messages");
const welcome = document.getElementById("welcome");
const fresh = document.getElementById("fresh");
const news = document.getElementById("news");

const conversation = new Conversation(main.dataset.lesson, reload);
const following = new Map();
/** The turns on the page by the ids of their answers. */
const known = new Map();
let streaming = false;
let missed = false;

const on = {
  again: (turn) => {
    if (turn.refused) turn.element.remove();
    send(turn.question, turn.lesson);
  },
  ask: (text, lesson) => send(text, lesson),
  enlarge,
  say: (text) => (news.textContent = text),
  video: (id) => list.querySelector(`[data-video="${CSS.escape(id)}"]`),
  source: (source) => source.lessonId === main.dataset.lesson && showSection(source.section || main.dataset.title),
};

setUpViews();
setUpComposer(send);
setUpOptions();
setUpTheatre();
fresh.addEventListener("click", startAfresh);
for (const chip of document.querySelectorAll(".suggestion")) {
  chip.addEventListener("click", () => send(chip.dataset.message));
}
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && missed && reload());
await restore();

// -- sending

/** Send `text`; `lesson` is a pasted one that it is about, if any. */
async function send(text, lesson) {
  if (streaming) {
    toast("One moment: the last answer is still being written.");
    return;
  }
  show("chat");
  const turn = addTurn(text);
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
    on.say(error.message);
  } finally {
    busy(false);
    conversation.tell();
    if (missed) reload();
  }
}

async function converse(turn, text) {
  const json = { message: text, conversationId: conversation.id ?? undefined };
  if (turn.lesson) json.lesson = turn.lesson;
  else if (main.dataset.lesson) json.lessonId = main.dataset.lesson;
  json.options = chosenOptions();
  turn.refused = true;
  const opened = (headers) => {
    turn.refused = false;
    know(turn, headers.get("X-Message-Id"));
    adopt(headers.get("X-Conversation-Id"));
    conversation.tell();
  };
  try {
    for await (const { event, data } of stream("api/chat", { json, opened })) {
      if (event === "delta") turn.addText(data.text);
      else if (event === "progress") return followVideo(turn, data);
      else if (event === "error") throw new Error(data.error.message);
      else return await finish(turn, data);
    }
    throw new ApiError("The answer broke off.");
  } catch (error) {
    if (turn.refused || !error.offline) throw error;
    // It is being written all the same, and kept.
    recover(turn);
  }
}

function busy(is) {
  streaming = is;
  setBusy(is);
}

function adopt(id) {
  if (id) conversation.adopt(id);
}

function know(turn, id) {
  turn.id = id;
  known.set(id, turn);
}

function followVideo(turn, progress) {
  turn.showProgress(progress);
  following.get(progress.messageId)?.();
  const end = () => following.delete(progress.messageId);
  const problem = (message) => (end(), turn.showProblem(message));
  const stop = watch(progress, {
    progress: (data) => turn.showProgress(data),
    lost: () => (turn.lost = true),
    found: () => (turn.lost = false),
    message: (reply) => (end(), finish(turn, reply)),
    error: (data) => problem(data.error.message),
    gone: (error) => problem(error.message),
  });
  following.set(progress.messageId, stop);
}

async function finish(turn, reply) {
  if (!turn.element.isConnected) return;
  adopt(reply.conversationId);
  if (reply.content) await render([reply.content]).catch(() => null);
  turn.showReply(reply);
  markNews();
  on.say(spoken(reply, turn));
}

function spoken(reply, turn) {
  if (reply.format === "video") return `The video is ready: ${reply.title}`;
  const texts = [...turn.reply.querySelectorAll(".notice p, .answer")].map((part) => part.textContent);
  return texts.join(" ").replace(/\s+/g, " ").slice(0, 600);
}

// -- coming back

async function restore(again = false) {
  if (!conversation.id) return;
  try {
    await showNew(await load());
    list.lastElementChild?.scrollIntoView({ block: "start" });
  } catch (error) {
    if (error.status === 404) {
      conversation.forget();
      toast("That conversation is no longer here. This is a new one.");
    } else {
      if (!again) toast(error.message, "error");
      setTimeout(restore, 2000, true);
    }
  }
}

/** Show what another tab has added. */
async function reload() {
  missed = streaming || document.visibilityState === "hidden";
  if (missed || !conversation.id) return;
  await showNew(await load().catch(() => []));
}

async function load() {
  const { messages } = await call(`api/conversations/${encodeURIComponent(conversation.id)}`);
  return messages;
}

async function showNew(messages) {
  await render(messages.map((message) => message.reply?.content).filter(Boolean)).catch(() => null);
  let turn = null;
  for (const message of messages) {
    if (message.role === "student") turn = turnOf(message);
    else answer(known.get(message.id) ?? turn, message);
  }
  for (const one of known.values()) if (!one.answered && one !== turn) one.showProblem("This was not answered.");
  if (turn && !turn.answered) recover(turn);
}

function turnOf(message) {
  const id = message.id.replace(/_q$/, "");
  if (!known.has(id)) know(addTurn(message.content), id);
  return known.get(id);
}

function answer(turn, message) {
  if (!turn || turn.answered) return;
  if (message.reply) turn.showReply(message.reply);
  else followVideo(turn, message);
}

/** Wait for an answer that was being written when the connection was lost. */
async function recover(turn) {
  turn.showThinking();
  for (const until = Date.now() + PATIENCE * 1000; Date.now() < until && turn.element.isConnected; ) {
    const found = (await load().catch(() => [])).find((message) => message.id === turn.id);
    if (turn.answered) return;
    if (found?.reply) return finish(turn, found.reply);
    if (found) return followVideo(turn, found);
    await new Promise((resolve) => setTimeout(resolve, 1500));
  }
  turn.showProblem("The answer was lost when the connection broke off.");
}

// -- the list

function addTurn(question) {
  welcome.hidden = true;
  fresh.hidden = false;
  for (const other of list.children) other.classList.remove("newest");
  const turn = new TurnView(question, on);
  list.append(turn.element);
  return turn;
}

function startAfresh() {
  if (streaming) return;
  for (const stop of following.values()) stop();
  following.clear();
  conversation.forget();
  list.replaceChildren();
  known.clear();
  welcome.hidden = false;
  fresh.hidden = true;
  on.say("A new conversation.");
  focusField();
}
