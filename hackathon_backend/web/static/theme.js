/* Loaded before anything is painted: a page that turns dark a moment later would flash. */
(() => {
  try {
    const kept = localStorage.getItem("theme");
    if (kept === "light" || kept === "dark") document.documentElement.dataset.theme = kept;
  } catch {
    /* Storage may be forbidden; the system's choice is used then. */
  }
})();
