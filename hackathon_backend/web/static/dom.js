/**
 * Elements from data, safely: text is always a text node, and no attribute takes code.
 *
 *   h("button", { class: "button", type: "button", onclick: send, disabled: busy }, icon("send"), "Send")
 *
 * Properties: `on...` adds a listener; `class`, `data-...`, `aria-...` and others become attributes; true is an empty
 * attribute; false, null and undefined leave it out. `style` takes an object of custom properties and properties
 * (the Content-Security-Policy forbids style attributes). Children: nodes, texts, numbers, lists; false, null and
 * undefined are passed over.
 */
const SVG = "http://www.w3.org/2000/svg";
const LINKS = new Set(["href", "src", "action", "formaction", "poster"]);

/** A new element. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) set(element, name, value);
  return fill(element, ...children);
}

/** Replace what is in `element`. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child || child === 0).map(asNode));
  return element;
}

/** Let `change` draw anew what is in `place`: what had the focus has it again, known by its id or its label. */
export function keepFocus(place, change) {
  const held = place.contains(document.activeElement) ? document.activeElement : null;
  const known = held && (held.id ? `#${CSS.escape(held.id)}` : `[aria-label="${CSS.escape(held.getAttribute("aria-label") ?? "")}"]`);
  change();
  if (held && !held.isConnected) (place.querySelector(known) ?? place.querySelector("a, button"))?.focus();
}

/** Bring whoever has pressed a button that can't be pressed again to what came of it. */
export function goTo(element) {
  element.tabIndex = -1;
  element.scrollIntoView({ block: "nearest" });
  element.focus({ preventScroll: true });
}

/** Set one property as `h` does. */
export function set(element, name, value) {
  if (name.startsWith("on")) {
    if (value) element.addEventListener(name.slice(2), value);
  } else if (name === "style") {
    for (const [property, worth] of Object.entries(value ?? {})) element.style.setProperty(property, worth);
  } else if (value === false || value === null || value === undefined) {
    element.removeAttribute(name);
  } else {
    element.setAttribute(name, LINKS.has(name) ? safeAddress(value) : value === true ? "" : String(value));
  }
}

/** An icon of icons.svg, which every page holds; `label` names it for screen readers, without one it is decoration. */
export function icon(name, label = "") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  if (label) {
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
  } else {
    svg.setAttribute("aria-hidden", "true");
  }
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** Show `message` for a moment at the edge of the page; `kind` is "" or "error". */
export function toast(message, kind = "") {
  const box = h("div", { class: `toast ${kind}` }, message);
  document.getElementById("toasts")?.append(box);
  setTimeout(() => box.remove(), 6000);
}

function asNode(child) {
  return child instanceof Node ? child : document.createTextNode(String(child));
}

function safeAddress(value) {
  const address = new URL(String(value), location.href);
  return ["http:", "https:", "blob:", "data:", "mailto:"].includes(address.protocol) ? String(value) : "about:blank";
}
