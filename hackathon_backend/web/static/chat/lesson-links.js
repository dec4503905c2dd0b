/** Names of other lessons in an answer become links to them. */
import { h } from "../dom.js";

const here = document.getElementById("main").dataset.lesson;
const lessons = [...document.querySelectorAll(".lessons li a")]
  .map((link) => ({ title: link.querySelector(".lesson-name").textContent.trim(), href: link.getAttribute("href") }))
  .filter(({ title, href }) => title.length > 3 && href !== `/?lesson=${here}`);

/** Link the first mention of each lesson in `fragment`, but in no code, heading or link. */
export function linkLessons(fragment) {
  for (const { title, href } of lessons) {
    const node = mention(fragment, title);
    if (!node) continue;
    const rest = node.splitText(place(node.data, title));
    rest.splitText(title.length);
    rest.replaceWith(h("a", { href, class: "lesson-link" }, title));
  }
  return fragment;
}

function mention(fragment, title) {
  const walker = document.createTreeWalker(fragment, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (place(node.data, title) >= 0 && !node.parentElement?.closest("a, code, pre, h1, h2, h3, h4, h5, h6, svg, math")) return node;
  }
  return null;
}

/** Where `title` stands in `text` as words of its own, -1 if it does not. */
function place(text, title) {
  const letter = /[\p{L}\p{N}]/u;
  for (let at = text.indexOf(title); at >= 0; at = text.indexOf(title, at + 1)) {
    if (!letter.test(text[at - 1] ?? "") && !letter.test(text[at + title.length] ?? "")) return at;
  }
  return -1;
}
