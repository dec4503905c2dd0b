/** A scene of each kind to begin with. */
export const SAMPLES = {
  title: { title: "A new title", subtitle: "What it is about", icon: "bulb", narration: "Say in a sentence what this is about." },
  points: { heading: "What matters", points: [{ text: "The first idea" }, { text: "The second idea" }], narration: "The first idea comes first. Then there is the second idea." },
  process: { heading: "How it works", shape: "line", steps: [{ label: "First" }, { label: "Then" }, { label: "Last" }], narration: "First one thing. Then another. Last comes the result." },
  graph: { heading: "How it hangs together", nodes: [{ id: "a", label: "Cause" }, { id: "b", label: "Effect" }], edges: [{ source: "a", target: "b", label: "leads to" }], narration: "The cause leads to the effect." },
  compare: { heading: "Which is which?", columns: [{ title: "One", items: [{ text: "It is like this" }] }, { title: "Other", items: [{ text: "It is like that" }] }], narration: "One is like this. The other is like that." },
  timeline: { heading: "How it came about", events: [{ when: "1900", text: "It began" }, { when: "2000", text: "It was done" }], narration: "It began in 1900. A hundred years later it was done." },
  code: { heading: "In code", language: "python", code: "for number in range(3):\n    print(number)", narration: "The loop prints three numbers." },
  equation: { heading: "Solving it", steps: [{ latex: "2x = 8" }, { latex: "x = 4", note: "divide by 2" }], narration: "We divide by two, and x is four." },
  chart: { heading: "In numbers", kind: "bar", labels: ["One", "Two", "Three"], series: [{ values: [3, 5, 8] }], narration: "One is three, two is five, and three is eight." },
  array: { heading: "Step by step", values: ["3", "1", "2"], steps: [{ action: "swap", at: [0, 1], note: "3 is larger than 1" }], narration: "Three is larger than one, so they change places." },
  image: { heading: "A picture", source: "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mOUNpj3HwADggHsVmVWtAAAAABJRU5ErkJggg==", narration: "Look at this." },
  quiz: { question: "What do you think?", options: ["This", "That"], answer: 0, reason: "Because it is so.", narration: "What do you think?", answer_narration: "It is this one." },
  takeaways: { heading: "Remember", takeaways: [{ text: "The first thing" }, { text: "The second thing" }, { text: "The third thing" }], narration: "Remember three things." },
};

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
