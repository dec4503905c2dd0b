import { h } from "./dom.js";

/** Markdown's everyday part as nodes: headings, lists, code, bold and italics. Links show their text. */
export function prose(text) {
  const parts = String(text || "").split(/^```[^\n]*\n([\s\S]*?)^```\s*$/m);
  return parts.flatMap((part, index) => (index % 2 ? [h("pre", { tabindex: "0" }, h("code", {}, part))] : part.split(/\n\s*\n/).map(block)));
}

function block(text) {
  const lines = text.trim().split("\n").filter(Boolean);
  if (!lines.length) return null;
  if (/^#{1,6}\s/.test(lines[0])) return h("p", {}, h("strong", {}, inline(lines.join(" ").replace(/^#+\s/, ""))));
  const item = /^\s*(?:[-*+]|\d+[.)])\s+/;
  if (lines.every((line) => item.test(line))) {
    return h(/^\s*\d/.test(lines[0]) ? "ol" : "ul", {}, lines.map((line) => h("li", {}, inline(line.replace(item, "")))));
  }
  return h("p", {}, inline(lines.join(" ")));
}

function inline(text) {
  const plain = text.replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1");
  return plain.split(/(`[^`]+`|\*\*[^*]+\*\*|\*[^*\s][^*]*\*)/).map((part, index) => {
    if (index % 2 === 0) return part;
    if (part[0] === "`") return h("code", {}, part.slice(1, -1));
    return part.startsWith("**") ? h("strong", {}, part.slice(2, -2)) : h("em", {}, part.slice(1, -1));
  });
}
