/**
 * The studio page: tabs, each loaded when it is first shown. That of costs is there once anything was paid or if there
 * is a budget, that of reports for admins once there is one, that of the audit log for admins who have logged in.
 *
 * A tab's module exports `mount(panel, studio)` and returns {show(what), hide()}. `studio.go(name, what)` changes the
 * tab; `what` is handed to its `show`, as {board} or {video}.
 */
import { call } from "../api.js";
import { fill, h, icon } from "../dom.js";

const TABS = {
  create: () => import("./create.js"),
  storyboard: () => import("./boards.js"),
  library: () => import("./library.js"),
  costs: () => import("./costs.js"),
  reports: () => import("./reports.js"),
  audit: () => import("./audit.js"),
};
const names = Object.keys(TABS).filter((name) => document.getElementById(name));
const mounted = new Map();
let current = null;

document.getElementById("brand")?.addEventListener("click", async () => (await import("../publishing/brand.js")).openBrand());

const tabOf = (name) => document.getElementById(`tab-${name}`);

async function go(name, what = {}) {
  if (current !== name) {
    mounted.get(current)?.hide?.();
    current = name;
    for (const each of names) {
      const chosen = each === name;
      tabOf(each).setAttribute("aria-selected", String(chosen));
      tabOf(each).tabIndex = chosen ? 0 : -1;
      document.getElementById(each).hidden = !chosen;
    }
    if (location.hash !== `#${name}`) history.pushState(null, "", `#${name}`);
    document.title = `${tabOf(name).textContent.trim()} · Studio · Model 7`;
  }
  const tab = mounted.get(name) ?? (await mount(name));
  if (current === name) tab?.show?.(what);
}

/** Show the tab of costs if there are any, or budgets for them. */
async function offerCosts() {
  const { ever } = await call("api/costs").catch(() => ({ ever: false }));
  const { budgets } = ever ? { budgets: [] } : await call("api/costs/budgets").catch(() => ({ budgets: [] }));
  tabOf("costs").hidden = !ever && !budgets.length;
}

/** Show the tab of reports if there are any; nobody but admins has it in the page. */
async function offerReports() {
  if (!names.includes("reports")) return;
  const { all } = await call("api/reports?limit=1").catch(() => ({ all: 0 }));
  tabOf("reports").hidden = !all;
}

async function mount(name) {
  const panel = document.getElementById(name);
  panel.setAttribute("aria-busy", "true");
  try {
    const { mount: build } = await TABS[name]();
    if (!mounted.has(name)) mounted.set(name, await build(panel, studio));
    return mounted.get(name);
  } catch (error) {
    const again = h("button", { class: "button", type: "button", onclick: () => mount(name).then((tab) => tab?.show?.({})) }, icon("retry"), "Try again");
    fill(panel, h("div", { class: "empty", role: "alert" }, icon("alert"), h("h2", {}, "This could not be loaded"), h("p", {}, error.message), again));
    return null;
  } finally {
    panel.removeAttribute("aria-busy");
  }
}

function fromAddress() {
  const name = location.hash.slice(1).split("/")[0];
  const video = location.hash.split("/")[1];
  return go(names.includes(name) && !tabOf(name).hidden ? name : "create", video ? { video } : {});
}

const studio = { go };

for (const name of names) {
  tabOf(name).addEventListener("click", () => go(name));
  tabOf(name).addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const there = names.filter((each) => !tabOf(each).hidden);
    const next = step ? there[(there.indexOf(name) + step + there.length) % there.length] : { Home: there[0], End: there.at(-1) }[event.key];
    if (!next) return;
    event.preventDefault();
    tabOf(next).focus();
    go(next);
  });
}
addEventListener("hashchange", fromAddress);
for (const [name, offer] of [["costs", offerCosts], ["reports", offerReports]]) {
  if (location.hash === `#${name}`) await offer();
  else offer();
}
fromAddress();
