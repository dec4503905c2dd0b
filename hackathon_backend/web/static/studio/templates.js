/** Prompts to begin with. `drawn` ones are small lessons, which the storyboard engine turns into scenes. */
export const TEMPLATES = [
  {
    name: "A short explanation",
    about: "Title, three ideas, what to remember",
    drawn: true,
    prompt:
      "# Why the sky is blue\nSunlight looks white, but it is made of all colours. Air scatters blue light much more than red light. So blue comes to our eyes from everywhere in the sky. In the evening the light has a longer way through the air: most of the blue is gone, and red is left.",
  },
  {
    name: "Step by step",
    about: "A process, drawn in order",
    drawn: true,
    prompt:
      "# How bread rises\n1. Yeast wakes up in warm water.\n2. It eats the sugar in the flour.\n3. It breathes out carbon dioxide.\n4. Gluten holds the bubbles, so the dough grows.\n5. The oven sets the dough around the bubbles.\n\nBread is soft because it is mostly bubbles.",
  },
  {
    name: "Two things compared",
    about: "Side by side, row by row",
    drawn: true,
    prompt:
      "# Mitosis or meiosis?\n| | Mitosis | Meiosis |\n| --- | --- | --- |\n| Divisions | One | Two |\n| Cells made | Two | Four |\n| Chromosomes | The same number | Half |\n| Used for | Growth and repair | Eggs and sperm |\n\nMitosis copies a cell. Meiosis mixes and halves.",
  },
  {
    name: "Nature, very near",
    about: "Filmed: macro, soft light",
    drawn: false,
    prompt:
      "Macro close-up of a drop of dew on a green leaf at dawn. Soft golden light from behind makes the veins of the leaf glow. The drop slowly gathers at the tip, stretches and falls in slow motion. Static camera, shallow focus, a misty meadow in the background.",
  },
  {
    name: "A scene from history",
    about: "Filmed: people, place, time",
    drawn: false,
    prompt:
      "Wide shot of a medieval scriptorium: monks in brown robes copy books at slanted desks. Shafts of morning light fall through tall windows, dust floats in the air. The camera glides slowly along the desks towards a hand that dips a quill into ink. Quiet and warm, in earthy colours.",
  },
  {
    name: "An experiment",
    about: "Filmed: cause and effect",
    drawn: false,
    prompt:
      "Medium shot of a steel ball and a feather in a tall glass vacuum chamber on a laboratory bench, lit by cool even light. Both are released at the same moment and fall side by side in slow motion, landing together. Static camera at eye level, dark plain background.",
  },
];
