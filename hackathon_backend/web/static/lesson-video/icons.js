const ICONS = {
  play: "M8 5.1v13.8c0 .8.9 1.3 1.5.8l10.2-6.9c.6-.4.6-1.2 0-1.6L9.5 4.3C8.9 3.8 8 4.3 8 5.1z",
  pause: "M7 4.5h3v15H7zM14 4.5h3v15h-3z",
  again: "M4.5 12a7.5 7.5 0 1 0 2.4-5.5M4 3.5V8h4.5",
  loud: "M4 9.5v5h3.5L12 19V5L7.5 9.5zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a7.8 7.8 0 0 1 0 11",
  mute: "M4 9.5v5h3.5L12 19V5L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5",
  captions: "M3 6.5a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2zM10.5 10.3a2.3 2.3 0 1 0 0 3.4M17.5 10.3a2.3 2.3 0 1 0 0 3.4",
  language: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM3.8 9.5h16.4M3.8 14.5h16.4M12 3.5c-4.6 5-4.6 12 0 17M12 3.5c4.6 5 4.6 12 0 17",
  settings: "M4 7h9M19 7h1M4 17h1M11 17h9M16 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM8 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  full: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  small: "M9 4v5H4M15 4v5h5M9 20v-5H4M15 20v-5h5",
  script: "M5 6h14M5 11h14M5 16h9",
  remix: "M4 8h11l-3-3M20 16H9l3 3M15 8a5 5 0 0 1 4 2M9 16a5 5 0 0 1-4-2",
  share: "M12 15V4M8 7.5l4-4 4 4M5 12v7a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1v-7",
  save: "M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14",
  right: "M5 12.5l4.5 4.5L19 7.5",
  wrong: "M7 7l10 10M17 7L7 17",
  open: "M14 5h5v5M19 5l-8 8M17 14v4a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1h4",
  next: "M9 6l6 6-6 6",
};
const SOLID = new Set(["play", "pause"]);

/** One of the drawings above, as an element without a name for screen readers. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  if (SOLID.has(name)) svg.setAttribute("class", "solid");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}
