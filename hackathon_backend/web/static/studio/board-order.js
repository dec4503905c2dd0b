/** A storyboard becomes a video. */
import { draws, models } from "./models.js";
import { order, PROMPT_LIMIT } from "./order.js";
import { openViewer } from "./viewer.js";

/** Order the storyboard's video and show it. Fails with an error that has words for people. */
export async function orderBoard(storyboard, { size, voice }) {
  const prompt = JSON.stringify(storyboard);
  if (prompt.length > PROMPT_LIMIT) {
    throw new Error(`The storyboard has ${prompt.length.toLocaleString("en")} characters of JSON; a video takes ${PROMPT_LIMIT.toLocaleString("en")}. Leave scenes out, or take pictures out of them.`);
  }
  const model = (await models()).find((each) => each.state === "live" && draws(each));
  const video = await order({ prompt, model: model?.key, size, voice });
  openViewer(video.id, { title: storyboard.title });
}
