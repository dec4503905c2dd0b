/** Why there is no video, in a sentence for the student. */
const REASONS = {
  invalid_api_key: "The video service can't be used at the moment.",
  rate_limited: "The video service has too much to do right now.",
  prompt_refused: "The video service does not make videos about this.",
  order_rejected: "The video service could not make such a video.",
  engine_error: "The video service had a fault.",
  timeout: "The video took too long to make.",
  engine_unreachable: "The video service could not be reached.",
  outcome_unknown: "The connection to the video service broke off.",
  writer_failed: "The script for the video could not be written.",
  internal_error: "Something went wrong on our side.",
};

/** The sentence for the code `reason`. */
export function whyOf(reason) {
  return REASONS[reason] ?? "The video could not be made.";
}

/** The same, and what follows it. */
export function reasonOf(reason) {
  return `${whyOf(reason)} Here is the explanation as text.`;
}
