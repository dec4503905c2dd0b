import { BASE_STYLE } from "./base.js";
import { STAGE_STYLE } from "./stage.js";
import { CONTROLS_STYLE } from "./controls.js";
import { MENUS_STYLE } from "./menus.js";
import { QUIZ_STYLE } from "./quiz.js";
import { BELOW_STYLE } from "./below.js";
import { PANELS_STYLE } from "./panels.js";
import { NARROW_STYLE } from "./narrow.js";

/** A sheet for the shadow root of one player: constructed, which the strictest Content-Security-Policy allows. */
export function styleSheet() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync([BASE_STYLE, STAGE_STYLE, CONTROLS_STYLE, MENUS_STYLE, QUIZ_STYLE, BELOW_STYLE, PANELS_STYLE, NARROW_STYLE].join(""));
  return sheet;
}
