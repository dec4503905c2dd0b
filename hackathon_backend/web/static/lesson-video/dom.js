/** An element; `on` is an object of listeners, and whatever else is given becomes an attribute (true: an empty one). */
export function h(tag, given = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (name === "on") for (const [event, hear] of Object.entries(value)) element.addEventListener(event, hear);
    else if (value !== false && value != null) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

/** The node with everything that it lies in, through the shadow roots. */
export function ancestors(node) {
  const path = [];
  for (let each = node; each; each = each.parentNode || each.host) path.push(each);
  return path;
}
