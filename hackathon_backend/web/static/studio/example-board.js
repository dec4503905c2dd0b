/** A storyboard to begin with. */
export const EXAMPLE = {
  title: "Why the moon has phases",
  language: "en",
  theme: "clean",
  scenes: [
    { type: "title", title: "Why the moon has phases", subtitle: "One light, one ball, many shapes", icon: "globe", narration: "The moon looks different every night. Why is that?" },
    { type: "process", heading: "A month of the moon", shape: "cycle", steps: [{ label: "New moon", cue: "new" }, { label: "First quarter", cue: "quarter" }, { label: "Full moon", cue: "full" }, { label: "Last quarter", cue: "last" }], narration: "It begins as a new moon. A week later comes the first quarter. Then the full moon, and at last the last quarter." },
    { type: "takeaways", heading: "Remember", takeaways: [{ text: "Half of the moon is always lit" }, { text: "We see more or less of that half" }, { text: "One round takes a month" }], narration: "Half of the moon is always lit. We only see more or less of it." },
  ],
};
