/** Markdown on one page: what is written, and what it is for. */
import { openDialog } from "../dialogs.js";
import { h } from "../dom.js";

const ROWS = [
  ["## A heading", "A part of the lesson. Videos and the chat find their way by headings."],
  ["**important** and *in italics*", "Words that stand out. What is bold comes first in a video."],
  ["- one\n- two", "A list. With 1. and 2. it is numbered."],
  ["[words](https://example.org)", "A link."],
  ["| Name | Value |\n| --- | --- |\n| one | 1 |", "A table."],
  ["$E = mc^2$", "A formula in a line; between $$ and $$ it has a line of its own."],
  ["![what is seen](picture-1.png)", "A picture of your document."],
  ["```timeline\nevents:\n  - {when: \"1492\", text: west}\n  - {when: \"1498\", text: east}\n```", "A figure: the button with the chart has more of them."],
  ["> said by somebody", "A quotation."],
  ["<!-- page 4 -->", "Where the text below stood in your document. Leave it there: videos name it as their source."],
  ["## Check yourself\n\n**Question:** 2 + 2?\n\n- 3\n- 4\n\n**Answer:** 4", "A question that the video asks."],
];

export function openHelp() {
  const rows = ROWS.map(([text, about]) => h("tr", {}, h("td", {}, h("pre", { class: "help-text" }, text)), h("td", {}, about)));
  openDialog("How to write a lesson", [
    h("p", {}, "Write as in a mail. An empty line begins a new paragraph; these marks do the rest."),
    h("table", { class: "help" }, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "You write"), h("th", { scope: "col" }, "It is"))), h("tbody", {}, rows)),
    h("p", { class: "hint" }, "Keys: Ctrl + S saves, Ctrl + B is bold, Ctrl + I in italics, Ctrl + K a link. Tab leaves the text."),
  ], { wide: true });
}
