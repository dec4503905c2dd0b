/** Orders: a normal POST /v1/videos, made once however often it has to be sent. */
import { sender } from "../api.js";
import { confirm } from "../dialogs.js";
import { money } from "./format.js";

const once = sender();

/** The most that a prompt may have, in characters. */
export const PROMPT_LIMIT = 32_000;

/**
 * Order a video and return it. `fields` are those of POST /v1/videos, `file` is a reference picture. What was sent
 * without an answer is sent again under the same key, so that it can't be made twice.
 */
export async function order(fields, file = null) {
  const wanted = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined && value !== ""));
  return once("v1/videos", file ? { form: formOf(wanted, file) } : { json: wanted }, [wanted, file && [file.name, file.size, file.lastModified]]);
}

/** Ask before money is spent; true if nothing is to be paid. */
export async function agreed(model, seconds) {
  const price = model?.price_per_second;
  if (price === 0) return true;
  const cost = price === null || price === undefined ? null : price * seconds;
  const title = cost === null ? "This may cost money" : `This costs about ${money(cost)}`;
  const how = cost === null ? `The price of ${model.name} is not known here; its maker bills it.` : `${seconds} seconds of ${model.name} at ${money(price)} a second, billed by its maker once the order is taken.`;
  return confirm(title, [how, "Cancelling later may not bring the money back."], { yes: cost === null ? "Make it" : `Make it for ${money(cost)}` });
}

function formOf(fields, file) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, String(value));
  form.append("input_reference", file, file.name);
  return form;
}
