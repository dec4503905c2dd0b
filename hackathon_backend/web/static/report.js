// The report on a video's own page: sent once, and thanked for in its place.
import { call } from "./api.js";

const box = document.querySelector("[data-report]");
const form = box?.querySelector("form");

if (form) {
  const said = box.querySelector("[role=status]");
  box.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    const json = Object.fromEntries(new FormData(form));
    button.disabled = true;
    try {
      const share = new URLSearchParams(location.search).get("share");
      const shown = share ? `?share=${encodeURIComponent(share)}` : "";
      const { message } = await call(`v1/videos/${encodeURIComponent(box.dataset.report)}/report${shown}`, { method: "POST", json });
      form.hidden = true;
      said.textContent = message;
    } catch (error) {
      said.textContent = error.message;
    } finally {
      button.disabled = false;
    }
  });
}
