/** The admins' tab with the audit log: who did what, newest first, and as a table to take along. */
import { call, home } from "../api.js";
import { notice } from "../dialogs.js";
import { fill, h, icon } from "../dom.js";

const KINDS = [["", "Everything"], ["video", "Videos"], ["account", "Accounts"], ["key", "API keys"], ["invitation", "Invitations"], ["conversation", "Conversations"]];
const RESULTS = [["", "Any"], ["done", "Done"], ["refused", "Refused"], ["failed", "Failed"]];
const HEAD = ["When", "Who", "What", "Which", "Result", "From"];
const PAGE = 50;
const time = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "medium" });

export function mount(panel) {
  const choice = (id, choices) => h("select", { class: "select", id, onchange: look }, choices.map(([value, label]) => h("option", { value }, label)));
  const kind = choice("audit-kind", KINDS);
  const result = choice("audit-result", RESULTS);
  const table = h("a", { class: "button", download: "audit.csv" }, icon("download"), "CSV");
  const rows = h("tbody", {});
  const none = h("p", { class: "hint", role: "status" });
  const older = h("button", { class: "button", type: "button", hidden: true, onclick: () => load(older.value) }, "Older");
  const trouble = h("div", {});
  let asked = 0;

  const query = (more) => new URLSearchParams(Object.entries({ kind: kind.value, result: result.value, ...more }).filter(([, value]) => value));

  function look() {
    table.href = home`api/audit?${query({ limit: 500, format: "csv" })}`;
    return load();
  }

  /** Show the newest, or what is older than the entry `before`. */
  async function load(before) {
    const mine = ++asked;
    try {
      const { data, next } = await call(`api/audit?${query({ limit: PAGE, before })}`);
      if (mine !== asked) return;
      fill(trouble);
      if (!before) fill(rows);
      const first = data.map(row);
      rows.append(...first);
      none.textContent = rows.children.length ? "" : "Nothing of this kind has happened.";
      older.hidden = next === null;
      older.value = next ?? "";
      if (before) first[0]?.querySelector("th").focus();
    } catch (error) {
      if (mine === asked) fill(trouble, notice("amber", h("p", {}, error.message)));
    }
  }

  fill(
    panel,
    h("div", { class: "audit stack" },
      h("div", { class: "library-bar" },
        h("div", { class: "field" }, h("label", { for: "audit-kind" }, "Done to"), kind),
        h("div", { class: "field" }, h("label", { for: "audit-result" }, "Result"), result),
        table),
      trouble,
      h("div", { class: "audit-table card", role: "region", tabindex: 0, "aria-label": "Audit log" },
        h("table", {}, h("thead", {}, h("tr", {}, HEAD.map((name) => h("th", { scope: "col" }, name)))), rows)),
      none,
      h("div", { class: "pages" }, older)),
  );
  return { show: look };
}

function row(entry) {
  const cells = [
    h("span", { title: entry.owner, dir: "auto" }, entry.name || entry.owner || "nobody"),
    entry.action.replace(".", ": "),
    [h("span", {}, [entry.kind, entry.object_id].filter(Boolean).join(" ")), entry.detail && h("span", { class: "hint", dir: "auto" }, entry.detail)],
    entry.result === "done" ? "done" : h("span", { class: "badge red" }, icon("alert"), entry.result),
    h("span", { title: entry.agent }, entry.address || "here"),
  ];
  return h("tr", {}, h("th", { scope: "row", tabindex: "-1" }, time.format(new Date(entry.at))), cells.map((cell) => h("td", {}, cell)));
}
