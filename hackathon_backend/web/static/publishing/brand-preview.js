/** How films with a brand will look: a scene with its mark, and the last card, as the server draws them. */
import { call } from "../api.js";
import { fill, h } from "../dom.js";

const A_MOMENT = 500;
const SIDE = 512;
const SCENE = {
  type: "points",
  heading: "Why leaves are green",
  points: [{ text: "Chlorophyll takes red and blue light." }, { text: "Green light is sent back." }],
  narration: "Leaves take the red and the blue light, and send the green back.",
};

/** `element` shows what `draw(brand)` was told last. */
export function brandPreview() {
  const pictures = h("div", { class: "brand-pictures" });
  const said = h("p", { class: "hint", role: "status" });
  const element = h("section", { class: "brand-preview", "aria-label": "Preview" }, h("h3", { class: "small-title" }, "Preview"), pictures, said);
  let timer = 0;
  let turn = 0;
  const look = async (brand) => {
    const mine = (turn += 1);
    const logo = brand.logo ? await small(brand.logo).catch(() => "") : "";
    const card = brand.closing.trim() && { type: "title", title: brand.closing, subtitle: brand.name, narration: "" };
    const shown = brand.mark ? { name: brand.name, colour: brand.colour, logo } : { colour: brand.colour };
    try {
      const { scenes } = await call("api/storyboard/preview", { method: "POST", json: { storyboard: { title: "Preview", brand: shown, scenes: [SCENE, card].filter(Boolean) }, size: "640x360" } });
      if (mine !== turn) return;
      fill(pictures, scenes.map(({ picture }, number) => h("img", { src: picture, alt: number ? "The last card" : "A scene of a film", width: 640, height: 360 })));
      fill(said);
    } catch (error) {
      if (mine === turn) fill(said, `There is no preview now: ${error.message}`);
    }
  };
  return { element, draw: (brand) => (clearTimeout(timer), (timer = setTimeout(look, A_MOMENT, brand))) };
}

/** The logo as films have it, which is small enough to be sent with each change. */
async function small(address) {
  const image = new Image();
  image.src = address;
  await image.decode();
  const scale = Math.min(1, SIDE / Math.max(image.naturalWidth, image.naturalHeight));
  const canvas = h("canvas", { width: Math.max(1, Math.round(image.naturalWidth * scale)), height: Math.max(1, Math.round(image.naturalHeight * scale)) });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/png");
}
