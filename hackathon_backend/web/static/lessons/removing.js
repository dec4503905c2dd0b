/** Deleting a lesson, once somebody has said that it is meant. */
import { call } from "../api.js";
import { confirm } from "../dialogs.js";
import { h, toast } from "../dom.js";
import { pathOf } from "./names.js";

/** Resolves to whether it is gone. */
export async function removeLesson({ id, title, visibility, documentId }) {
  const all = h("input", { type: "checkbox" });
  const lines = [`“${title}” is deleted with all its versions, its document and its pictures. There is no way back. Videos that were made from it stay.`];
  if (visibility !== "private") lines.push("Others can read it now: for them it will be gone, too.");
  if (documentId) lines.push(h("label", { class: "check" }, all, " All other parts of its document as well"));
  if (!(await confirm("Delete this lesson?", lines, { yes: "Delete for good", no: "Keep", danger: true }))) return false;
  try {
    await call(`${pathOf(id)}?allParts=${all.checked}`, { method: "DELETE" });
  } catch (error) {
    if (error.status !== 404) {
      toast(error.message, "error");
      return false;
    }
  }
  toast(`“${title}” is deleted.`);
  return true;
}
