/** The lessons at the left, and what of the page is seen on a narrow screen. */
const main = document.getElementById("main");
const lesson = document.getElementById("lesson");
const dot = document.getElementById("dot");
const cited = new URLSearchParams(location.search);
const anchor = location.hash.slice(1); // before the address becomes that of a conversation
const buttons = [...document.querySelectorAll("[data-show]")];

/** Show "lessons", "lesson" or "chat"; on a wide screen all of them are there anyway. */
export function show(view) {
  main.dataset.view = view;
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.show === view));
  if (view === "chat") dot.hidden = true;
}

/** Mark that there is something new in the chat, if it is not seen now. */
export function markNews() {
  const tabs = document.querySelector(".tabs");
  dot.hidden = getComputedStyle(tabs).display === "none" || main.dataset.view === "chat";
}

/** Scroll the lesson to the heading `section`; false if it is not there. */
export function showSection(section) {
  const wanted = plain(section);
  const heading = [...lesson.querySelectorAll("h1, h2, h3, h4, h5, h6")].find((each) => plain(each.textContent) === wanted);
  if (!heading) return false;
  bring(heading, "start");
  setTimeout(() => heading.classList.remove("found"), 2500);
  return true;
}

/** Bring the sentence into view that the page's address cites, else its section. It stays marked. */
export function showCited() {
  const words = letters(cited.get("quote") ?? "");
  const blocks = words ? [...lesson.querySelectorAll(".prose :is(p, li, td, th, dd, blockquote, img)")] : [];
  const from = document.getElementById(anchor);
  const after = (block) => from && from.compareDocumentPosition(block) & Node.DOCUMENT_POSITION_FOLLOWING;
  const found = blocks.filter((block) => letters(block.textContent || block.alt || "").includes(words));
  const inner = found.filter((block) => !found.some((other) => other !== block && block.contains(other)));
  const block = inner.find(after) ?? inner[0];
  if (block) return bring(block, "center");
  if (from) from.scrollIntoView({ block: "start" });
  else if (cited.get("section")) showSection(cited.get("section"));
}

function bring(element, block) {
  show("lesson");
  element.setAttribute("tabindex", "-1");
  element.scrollIntoView({ block });
  element.focus({ preventScroll: true });
  element.classList.add("found");
}

/** The letters and digits of a text: marks, spaces and formulas may be written otherwise on the page. */
const letters = (text) => plain(text).replace(/[^\p{L}\p{N}]/gu, "");

/** Set up the tabs and the search. */
export function setUpViews() {
  show(main.dataset.view);
  for (const button of buttons) button.addEventListener("click", () => show(button.dataset.show));
  document.querySelector(".lessons [aria-current]")?.scrollIntoView({ block: "nearest" });
  const search = document.getElementById("search");
  search?.addEventListener("input", () => filter(search.value));
  search?.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    search.value = "";
    filter("");
  });
}

function filter(text) {
  const words = plain(text).split(" ").filter(Boolean);
  const items = [...document.querySelectorAll(".lessons li")];
  for (const item of items) item.hidden = !words.every((word) => plain(item.dataset.words).includes(word));
  document.getElementById("none").hidden = items.some((item) => !item.hidden);
}

function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
}
