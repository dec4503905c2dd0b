/** The brand on the page of one's account. */
import { mountBrand } from "./brand.js";

mountBrand(document.getElementById("brand"));
