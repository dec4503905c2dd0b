/* Whoever comes back to the bare address finds the lesson and the conversation that were left. */
(() => {
  if (location.search) return;
  try {
    const last = localStorage.getItem("chat:last");
    if (last) location.replace(`?${last}`);
  } catch {
    /* Storage may be forbidden; the first lesson is shown then. */
  }
})();
