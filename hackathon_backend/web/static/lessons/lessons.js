/** The page of all lessons: what can be read here, and where one is made. */
import { home } from "../api.js";
import { setUpAdd } from "./add.js";
import { Imports } from "./imports.js";
import { Lists } from "./lists.js";

const lists = new Lists(document.getElementById("lists"));
const imports = new Imports(document.getElementById("imports"), {
  ready: (id) => location.assign(home`lessons/${encodeURIComponent(id)}/edit`),
  changed: () => lists.load(),
  busy: () => add.isWritten(),
});
const add = setUpAdd(document.getElementById("add"), imports);
lists.load();
imports.look();
