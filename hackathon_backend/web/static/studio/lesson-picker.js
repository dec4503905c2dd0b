/** The lessons of the library, of which each can become a storyboard. */
import { call } from "../api.js";
import { h } from "../dom.js";

/** A field; `take` gets the storyboard of the lesson that is chosen, `fail` what went wrong. */
export function lessonPicker(take, fail) {
  const select = h("select", { class: "select", id: "from-lesson", onchange: () => select.value && choose(select.value) }, h("option", { value: "" }, "Choose a lesson …"));

  async function choose(id) {
    try {
      const { storyboard } = await call(`api/lessons/${encodeURIComponent(id)}/storyboard`);
      await take(storyboard);
    } catch (error) {
      fail(error);
    }
    select.value = "";
  }

  call("api/lessons").then(({ lessons }) => select.append(...lessons.map(({ id, title }) => h("option", { value: id }, title))), fail);
  return h("div", { class: "field" }, h("label", { for: "from-lesson" }, "From a lesson"), select);
}
