/** Rows that are dragged to another place with the mouse; by keyboard there are buttons for it. */

/** `list` holds rows with `data-item`; `moved(id, before)` is called with the row before which it was let go, or null. */
export function draggable(list, moved) {
  let held = null;

  const rowAt = (event) => event.target.closest?.("[data-item]");
  const clear = () => list.querySelectorAll(".over, .after").forEach((row) => row.classList.remove("over", "after"));

  list.addEventListener("dragstart", (event) => {
    held = rowAt(event);
    if (!held || held.getAttribute("draggable") !== "true") return (held = null);
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", held.dataset.item);
    held.classList.add("held");
  });
  list.addEventListener("dragover", (event) => {
    const row = rowAt(event);
    if (!held || !row) return;
    event.preventDefault();
    clear();
    if (row !== held) row.classList.add(isBelow(event, row) ? "after" : "over");
  });
  list.addEventListener("drop", (event) => {
    const row = rowAt(event);
    if (!held || !row) return;
    event.preventDefault();
    const before = isBelow(event, row) ? row.nextElementSibling : row;
    if (before !== held && row !== held) moved(held.dataset.item, before?.dataset.item ?? null);
  });
  list.addEventListener("dragend", () => {
    held?.classList.remove("held");
    held = null;
    clear();
  });
}

const isBelow = (event, row) => {
  const { top, height } = row.getBoundingClientRect();
  return event.clientY > top + height / 2;
};
