/** The page with what was counted of a film: the switch that has names kept. */
import { call } from "./api.js";
import { confirm } from "./dialogs.js";

const button = document.querySelector("[data-names]");

button?.addEventListener("click", async () => {
  const names = button.dataset.on === "yes";
  const lines = names
    ? ["Who is logged in is told so in the player before their name is kept. What was watched until now stays without names."]
    : ["What is known by name of this film is forgotten, and can't be had back. The numbers stay."];
  const sure = await confirm(names ? "Keep names?" : "Forget names?", lines, { yes: names ? "Keep names" : "Forget them", no: "Cancel", danger: !names });
  if (!sure) return;
  try {
    await call(`api/videos/${encodeURIComponent(button.dataset.names)}/analytics/names`, { method: "PUT", json: { names } });
    location.reload();
  } catch (error) {
    document.getElementById("names-said").textContent = error.message;
  }
});
