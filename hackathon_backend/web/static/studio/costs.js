/** The tab with what was paid: how much of each budget is used, a chart by day or by engine, model or owner, and a table. */
import { call, home } from "../api.js";
import { fill, h, icon } from "../dom.js";
import { notice } from "../dialogs.js";
import { dollars, many } from "./format.js";

const PERIODS = [[7, "The last 7 days"], [30, "The last 30 days"], [90, "The last 90 days"]];
const DIVISIONS = [["day", "Day"], ["engine", "Engine"], ["model", "Model"], ["owner", "Owner"]];
const DAY = 86_400_000;

const iso = (time) => new Date(time).toISOString().slice(0, 10);
const short = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", timeZone: "UTC" });
const named = (day) => short.format(new Date(`${day}T00:00:00Z`));

export function mount(panel) {
  const period = h("select", { class: "select", id: "costs-period", onchange: look }, PERIODS.map(([days, label]) => h("option", { value: days, selected: days === 30 }, label)));
  const division = h("select", { class: "select", id: "costs-by", onchange: look }, DIVISIONS.map(([value, label]) => h("option", { value }, label)));
  const table = h("a", { class: "button", download: "costs.csv" }, icon("download"), "CSV");
  const shown = h("div", { class: "stack", "aria-live": "polite" });
  let asked = 0;

  async function look() {
    const mine = ++asked;
    const today = Date.now();
    const days = Array.from({ length: Number(period.value) }, (_, index, all = Number(period.value)) => iso(today - (all - 1 - index) * DAY));
    const query = (by) => new URLSearchParams({ from: days[0], to: days.at(-1), by });
    table.href = home`api/costs?${query(division.value)}&format=csv`;
    try {
      const [byDay, found, spending] = await Promise.all([call(`api/costs?${query("day")}`), call(`api/costs?${query(division.value)}`), call("api/costs/budgets")]);
      if (mine === asked) fill(shown, budgets(spending.budgets), summary(found.total), chart(days, byDay.rows), shares(found.rows, division.value), rows(found.rows, division.value));
    } catch (error) {
      if (mine === asked) fill(shown, notice("amber", h("p", {}, error.message)));
    }
  }

  fill(
    panel,
    h("div", { class: "costs stack" },
      h("div", { class: "library-bar" },
        h("div", { class: "field" }, h("label", { for: "costs-period" }, "Period"), period),
        h("div", { class: "field" }, h("label", { for: "costs-by" }, "Table by"), division),
        table),
      shown),
  );
  return { show: look };
}

function summary(total) {
  const certain = total.unknown ? `Not certain: the price or the outcome of ${many(total.unknown, "order")}.` : "";
  return h("p", { class: "costs-total" }, h("strong", {}, dollars(total.usd)), h("span", { class: "hint" }, `for ${many(total.orders, "order")} and ${Math.round(total.seconds)} s of video, by list prices. ${certain}`));
}

/** How much of each budget is used in its day or month. */
function budgets(found) {
  if (!found.length) return null;
  const whose = { all: "Everybody", anonymous: "Without log-in" };
  const until = (each) => short.format(new Date(Date.parse(each.to) - DAY));
  const line = (each) => {
    const name = `${whose[each.whose] ?? each.owner}, ${each.span === "day" ? "today" : `until ${until(each)}`}`;
    return h("li", {},
      h("span", { class: "budget-name" }, name, each.percent >= 100 || each.alerts.includes(100) ? h("strong", {}, "used up") : null),
      h("span", { class: "budget-bar", role: "meter", "aria-label": name, "aria-valuemin": 0, "aria-valuemax": 100, "aria-valuenow": Math.min(each.percent, 100), "aria-valuetext": `${each.percent} percent`, "data-level": each.percent >= 100 ? "full" : each.percent >= 80 ? "high" : "low", style: { "--share": `${Math.min(each.percent, 100)}%` } }),
      h("span", { class: "hint" }, `${each.percent} %: ${dollars(each.used_usd)} of ${dollars(each.limit_usd)}`));
  };
  return h("section", { class: "budgets card padded", "aria-label": "Budgets" }, h("h2", {}, "Budgets"), h("p", { class: "hint" }, "Days and months are those of the calendar in UTC."), h("ul", {}, found.map(line)));
}

/** A bar for each engine, model or owner. Whoever can't see it has the table. */
function shares(found, by) {
  const most = Math.max(...found.map((row) => row.usd), 0);
  if (by === "day" || !most) return null;
  const first = [...found].sort((one, other) => other.usd - one.usd).slice(0, 10);
  const title = `Cost by ${by}`;
  const bar = (row) => h("li", {}, h("span", {}, row[by] || "without a key"), h("span", { class: "budget-bar", "data-level": "low", style: { "--share": `${(100 * row.usd) / most}%` } }), h("span", { class: "hint" }, dollars(row.usd)));
  const label = `${title}; the most was ${dollars(most)} for ${first[0][by] || "orders without a key"}`;
  return h("figure", { class: "budgets card padded" }, h("figcaption", {}, title), h("div", { role: "img", "aria-label": label }, h("ul", { "aria-hidden": "true" }, first.map(bar))));
}

/** A bar a day. Whoever can't see it has the table by day. */
function chart(days, found) {
  const paid = new Map(found.map((row) => [row.day, row.usd]));
  const most = Math.max(...paid.values(), 0);
  if (!most) return null;
  const top = days.find((day) => paid.get(day) === most);
  const label = `Cost by day, ${named(days[0])} to ${named(days.at(-1))}; the most on one day was ${dollars(most)} on ${named(top)}`;
  const bar = (day) => h("span", { class: "costs-bar", title: `${named(day)}: ${dollars(paid.get(day) ?? 0)}`, style: { "--share": `${(100 * (paid.get(day) ?? 0)) / most}%` } });
  return h("figure", { class: "costs-chart card padded" },
    h("figcaption", {}, "Cost by day"),
    h("div", { class: "costs-plot", role: "img", "aria-label": label },
      h("span", { class: "costs-most" }, dollars(most)),
      h("div", { class: "costs-bars" }, days.map(bar)),
      h("span", { class: "costs-days" }, h("span", {}, named(days[0])), h("span", {}, named(days.at(-1))))));
}

function rows(found, by) {
  if (!found.length) return h("p", { class: "hint" }, "Nothing was paid in this time.");
  const first = (row) => (by === "day" ? named(row.day) : row[by] || "without a key");
  const ordered = by === "day" ? [...found].reverse() : [...found].sort((one, other) => other.usd - one.usd);
  const head = [DIVISIONS.find(([value]) => value === by)[1], "Cost", "Orders", "Video", "Unknown"];
  return h("div", { class: "costs-table card", role: "region", tabindex: 0, "aria-label": "Costs" },
    h("table", {},
      h("thead", {}, h("tr", {}, head.map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, ordered.map((row) => h("tr", {}, h("th", { scope: "row" }, first(row)), [dollars(row.usd), row.orders, `${Math.round(row.seconds)} s`, row.unknown].map((value) => h("td", {}, value)))))));
}
