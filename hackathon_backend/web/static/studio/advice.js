/** What a prompt says and what it leaves open, and what makers of videos refuse. Words alone: it advises, never forbids. */

/** Characters that a visual prompt should have at most. */
export const VISUAL_LIMIT = 500;

const ELEMENTS = [
  {
    name: "Shot",
    hint: "Say how near we are: “close-up of …”, “wide shot of …”, “seen from above”.",
    found: /\b(close[- ]?ups?|wide|medium shot|long shot|establishing|overhead|aerial|top[- ]down|macro|bird.?s[- ]eye|eye[- ]level|low angle|high angle|over[- ]the[- ]shoulder|shot|view of|pov|cross[- ]section|seen from|microscop\w*)\b/i,
  },
  {
    name: "Light",
    hint: "Say what the light is like: “soft morning light”, “lit by a single lamp”.",
    found: /\b(light(ing|s)?|lit|sun(light|lit|set|rise|ny)?|dawn|dusk|golden hour|daylight|moonlight|neon|candle\w*|lamp|shadows?|backlit|bright|dim|dark(ness)?|glow(ing|s)?|night|overcast|firelight)\b/i,
  },
  {
    name: "Camera",
    hint: "Say how the camera moves, or that it stands still: “slow push in”, “static camera”.",
    found: /\b(camera|pan(s|ning)?|tilt(s|ing)?|doll(y|ies)|tracking|zoom(s|ing)?|orbit(s|ing)?|static|handheld|crane|push(es)? in|pull(s|ing)? (back|out)|slow[- ]motion|time[- ]?lapse|locked[- ]off|drone|glid\w+|follows?)\b/i,
  },
  {
    name: "Setting",
    hint: "Say where it happens: “in a sunlit greenhouse”, “on a workbench”.",
    found: /\b(?:(?:in|on|at|inside|outside|under|beneath|above|near|beside|across|through|over|against|within) (?:an?|the|its|his|her|our|clear|deep|outer) |underwater|outdoors|indoors|in space|background|classroom|laborator|forest|ocean|city|desert|kitchen|street|meadow|library|workshop|greenhouse|field)/i,
  },
];

const FIRST_NAMES = "albert|abraham|adele|angela|barack|ben|beyonc[eé]|bill|brad|cristiano|charles|charlie|darwin|donald|elon|elvis|emma|galileo|george|greta|harry|isaac|jeff|joe|johnny|justin|kamala|keanu|kim|leonardo|lionel|mahatma|marie|mark|martin|michael|michelle|napoleon|nelson|nikola|oprah|robert|scarlett|serena|stephen|steve|taylor|tom|vladimir|william|winston";
const FORBIDDEN = [
  {
    found: new RegExp(String.raw`\b(?:${FIRST_NAMES}) (?!and\b|the\b|is\b|of\b)[A-Z][\p{L}'-]+`, "giu"),
    also: (text) => /^\p{Lu}\S* \p{Lu}/u.test(text),
    say: (what) => `“${what}” sounds like a real person. Filmed models refuse those: describe a role, such as “an elderly physicist”.`,
  },
  {
    found: /\b(mickey mouse|donald duck|spider-?man|batman|superman|iron man|hulk|harry potter|hogwarts|pok[eé]mon|pikachu|super mario|luigi|sonic the hedgehog|zelda|darth vader|yoda|star wars|star trek|elsa|frozen's|shrek|minions?|hello kitty|snoopy|simpsons?|spongebob|peppa pig|paw patrol|barbie|transformers|marvel|disney|pixar|studio ghibli|dreamworks|winnie the pooh|godzilla|james bond|wonder woman)\b/giu,
    say: (what) => `“${what}” is somebody's character or work. Invent your own, such as “a cheerful clay robot”.`,
  },
  {
    found: /\b(coca-?cola|pepsi|nike|adidas|puma|mcdonald'?s|starbucks|burger king|iphone|ipad|macbook|google|microsoft|facebook|instagram|tiktok|youtube|netflix|amazon prime|tesla|ferrari|lamborghini|bmw|mercedes|toyota|lego|ikea|gucci|rolex|playstation|xbox|nintendo|samsung|red bull|nutella)\b/giu,
    say: (what) => `“${what}” is a brand. Describe the thing without its name or logo.`,
  },
  {
    found: /\b(song by|music by|lyrics|soundtrack of|sung by|beatles|in the style of (?!a\b|an\b)[A-Z]\w+)\b/giu,
    say: (what) => `“${what}” asks for somebody's work. Say how it should feel instead, such as “calm piano”.`,
  },
  {
    found: /\b(nude|naked|nsfw|porn\w*|sexy|gore|gory|bloody|beheading|torture|suicide|murder(s|ed|ing)?|self-harm|massacre|how to (make|build) a bomb)\b/giu,
    say: (what) => `“${what}”: videos here are for learners of every age. Leave it out, or speak of it in words only.`,
  },
];
const LETTERING = /\b(text (that )?(says|reading)|labels?|labelled|captions?|subtitles?|a sign (that )?(says|reading)|written|words on|equations?|formulas?|diagram|chart)\b/i;

/** The four things that a picture needs, as [{name, hint, found}]. */
export function elements(prompt) {
  return ELEMENTS.map(({ name, hint, found }) => ({ name, hint, found: found.test(prompt) }));
}

/** What makers of videos refuse, in words that help. */
export function refusals(prompt) {
  const told = FORBIDDEN.flatMap(({ found, also, say }) =>
    [...prompt.matchAll(found)].map(([what]) => what).filter((what) => !also || also(what)).map(say),
  );
  return [...new Set(told)].slice(0, 4);
}

/** Whether letters are to be seen: generated pictures misspell them. */
export const wantsLetters = (prompt) => LETTERING.test(prompt);
