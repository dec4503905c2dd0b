/** The fields of one account: whether it is chosen, the text with its counter, and what its platform wants to know. */
import { fill, h, icon } from "../dom.js";
import { lengthOf } from "./counting.js";
import { choice } from "./version.js";

const PRIVACY = {
  public: "Everybody", unlisted: "Whoever has the link", private: "Only you",
  PUBLIC_TO_EVERYONE: "Everybody", FOLLOWER_OF_CREATOR: "Followers", MUTUAL_FOLLOW_FRIENDS: "Friends", SELF_ONLY: "Only you",
};

/** `element` to show; `chosen()`, `post()` as the server takes it, `show(plan)` what it says of that, `clear()`. */
export function postFields(account) {
  const { id, rules } = account;
  const name = (field) => `post-${id}-${field}`;
  const check = h("input", { type: "checkbox", id: name("chosen") });
  const text = h("textarea", { class: "textarea", id: name("text"), rows: 6, dir: "auto", "aria-describedby": name("count") });
  text.value = account.suggestion ?? "";
  const count = h("span", { class: "hint publish-count", id: name("count") });
  const title = rules.title && h("input", { class: "input", id: name("title"), maxlength: rules.title.most, dir: "auto" });
  if (title) title.value = (account.suggestion ?? "").split("\n")[0].slice(0, rules.title.most);
  const page = rules.page && choice(name("page"), "Where on it", [["", rules.page === "needed" ? "Choose" : "Your own profile"], ...account.pages.map((each) => [each.id, each.name])]);
  const privacy = rules.privacy.length > 0 && choice(name("privacy"), "Who may see it", [["", "Choose"], ...rules.privacy.map((each) => [each, PRIVACY[each] ?? each])]);
  const shape = choice(name("shape"), "Shape", [["", "The one that fits"], ...rules.shapes.map((each) => [each, each])]);
  const kids = rules.forKids && h("input", { type: "checkbox", id: name("kids") });
  const plan = h("div", { class: "publish-plan", role: "status" });
  const more = h("div", { class: "publish-post", hidden: true },
    title && h("div", { class: "field" }, h("label", { for: name("title") }, "Title"), title),
    h("div", { class: "field" }, h("div", { class: "publish-label" }, h("label", { class: "label", for: name("text") }, "Text"), count), text),
    page, privacy, shape,
    kids && h("label", { class: "publish-check", for: name("kids") }, kids, h("span", {}, "It is made for children")),
    plan);
  const counted = () => {
    const long = lengthOf(text.value.trim(), rules.text.unit);
    count.textContent = `${long.toLocaleString()} of ${rules.text.most.toLocaleString()}`;
    count.classList.toggle("over", long > rules.text.most);
    text.setAttribute("aria-invalid", String(long > rules.text.most));
  };
  text.addEventListener("input", counted);
  check.addEventListener("change", () => (more.hidden = !check.checked));
  counted();
  return {
    account: id,
    element: h("div", { class: "publish-account" }, h("label", { class: "publish-check", for: name("chosen") }, check, h("span", { dir: "auto" }, h("strong", {}, rules.label), ` ${account.name}`, account.handle && h("span", { class: "hint" }, ` @${account.handle}`))), more),
    chosen: () => check.checked,
    clear() {
      check.checked = false;
      more.hidden = true;
    },
    post: () => ({
      account: id,
      text: text.value,
      ...(title?.value ? { title: title.value } : {}),
      ...(page && page.value() ? { page: page.value() } : {}),
      ...(privacy && privacy.value() ? { privacy: privacy.value() } : {}),
      ...(shape.value() ? { aspectRatio: shape.value() } : {}),
      ...(kids ? { forKids: kids.checked } : {}),
    }),
    show(planned) {
      fill(plan, planned && [...planned.faults.map(({ message }) => h("p", { class: "publish-fault" }, icon("alert"), h("span", {}, message))), ...planned.changes.map((words) => h("p", { class: "hint" }, words))]);
    },
  };
}
