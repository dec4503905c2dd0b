/** What every page has: the switch between light and dark. */
import { icon } from "./dom.js";
import { keep } from "./storage.js";

const button = document.getElementById("theme");
const system = matchMedia("(prefers-color-scheme: dark)");

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : system.matches;
}

function show() {
  button.setAttribute("aria-label", isDark() ? "Use light colours" : "Use dark colours");
  button.replaceChildren(icon(isDark() ? "sun" : "moon"));
  button.hidden = false;
}

button.addEventListener("click", () => {
  const next = isDark() ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  keep("theme", next);
  show();
});
system.addEventListener("change", show);
show();
