/** The admins' tab with reports on videos: each can be dismissed, or its video removed. */
import { call, home } from "../api.js";
import { fill, h, icon, toast } from "../dom.js";
import { confirm, notice } from "../dialogs.js";

const REASONS = {
  unsuitable: "Not fit for learners",
  wrong: "Something in it is wrong",
  person: "Somebody does not want to be in it",
  rights: "Something in it belongs to somebody",
  other: "Something else",
};
const STATES = [["open", "Open"], ["dismissed", "Dismissed"], ["removed", "Removed"]];
const date = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });

export function mount(panel) {
  const state = h("select", { class: "select", id: "reports-state", onchange: look }, STATES.map(([value, label]) => h("option", { value }, label)));
  const heading = h("h2", { tabindex: "-1" }, "Reports");
  const list = h("div", { class: "stack", "aria-live": "polite" });

  async function look() {
    try {
      const { data } = await call(`api/reports?state=${state.value}&limit=100`);
      fill(list, data.length ? data.map(card) : h("p", { class: "hint" }, state.value === "open" ? "Nothing to decide." : "There are none."));
    } catch (error) {
      fill(list, notice("red", h("p", {}, error.message)));
    }
  }

  async function decide(report, action) {
    try {
      await call(`api/reports/${report.id}`, { method: "POST", json: { action } });
      toast(action === "remove" ? "The video was removed." : "The report was dismissed.");
    } catch (error) {
      toast(error.message, "error");
    }
    await look();
    heading.focus();
  }

  async function remove(report) {
    const lines = ["The video, its files and its links are gone at once. This can't be undone."];
    if (await confirm(`Remove “${report.title}”?`, lines, { yes: "Remove the video", danger: true })) await decide(report, "remove");
  }

  function card(report) {
    const title = report.removed ? report.title : h("a", { href: home`${report.watch_url.replace(/^\//, "")}` }, report.title);
    const when = `${date.format(new Date(report.at))} · video of ${report.owner}`;
    const actions = h("div", { class: "actions" },
      h("button", { class: "button", type: "button", onclick: () => decide(report, "dismiss") }, "Dismiss"),
      report.removed ? null : h("button", { class: "button danger", type: "button", onclick: () => remove(report) }, "Remove the video"));
    return h("article", { class: "card padded report-card" },
      h("h3", { dir: "auto" }, title),
      h("p", { class: "report-reason" }, icon("alert"), REASONS[report.reason]),
      report.text ? h("blockquote", { dir: "auto" }, report.text) : null,
      h("p", { class: "hint" }, when),
      report.state === "open" ? actions : h("p", { class: "hint" }, `${report.state} by ${report.decided_by}, ${date.format(new Date(report.decided_at))}`));
  }

  fill(
    panel,
    h("div", { class: "reports stack" },
      h("div", { class: "library-bar" }, heading, h("div", { class: "field" }, h("label", { for: "reports-state" }, "Show"), state)),
      list),
  );
  return { show: look };
}
