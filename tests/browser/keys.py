"""A page that is gone through with keys alone, as by somebody without a mouse: what is reached can be seen and hit."""

from __future__ import annotations

import re
from typing import Any

from .conftest import check_axe, fits

# A field for a date and a time has parts of its own that show which of them has the focus.
_SEEN = """() => {
  let held = document.activeElement;
  while (held.shadowRoot?.activeElement) held = held.shadowRoot.activeElement;
  if (held.matches("body, main, lesson-video, video, .skip, [type=datetime-local]")) return "";
  const label = held.labels?.[0];
  const name = (held.getAttribute("aria-label") || label?.textContent || held.textContent).trim();
  const { width, height } = (held.matches("[type=checkbox], [type=radio]") && label || held).getBoundingClientRect();
  const rings = [held, held.closest("label")].filter(Boolean).map((each) => getComputedStyle(each));
  const shown = ({ outlineStyle, boxShadow }) => outlineStyle !== "none" || boxShadow !== "none";
  const wrong = [
    !rings.some(shown) && "nothing shows that it has the focus",
    rings[0].display !== "inline" && Math.min(width, height) < 24 && `it is ${width} x ${height}`,
    !name && "it has no name",
  ].filter(Boolean);
  return wrong.length ? `<${held.localName}> ${name.slice(0, 60)}: ${wrong.join(", ")}` : "";
}"""


class Keys:
    """Somebody at the keyboard of a page."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self._wrong: list[str] = []

    def to(self, place: Any, most: int = 90) -> Any:
        """Press Tab until the place has the focus."""
        place.wait_for()
        for _ in range(most):
            if place.evaluate("element => element === element.getRootNode().activeElement"):
                return place
            self.page.keyboard.press("Tab")
            self._wrong.append(self.page.evaluate(_SEEN))
        raise AssertionError(f"The keyboard does not get to {place}, only as far as {self._held()}")

    def press(self, role: str, name: str | re.Pattern[str], within: Any = None) -> None:
        """Go to something to press, and press it."""
        self.to((within or self.page).get_by_role(role, name=name, exact=isinstance(name, str)).first)
        self.page.keyboard.press("Space" if role in ("checkbox", "radio") else "Enter")

    def write(self, label: str, text: str, within: Any = None) -> None:
        """Go to a field, and write in place of what it says."""
        self.to((within or self.page).get_by_label(label, exact=True))
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)

    def look(self) -> None:
        """Fail if something is too wide, can't be seen or hit on the way here, or is against accessibility."""
        assert not [each for each in self._wrong if each], "\n".join(sorted(set(self._wrong)))
        assert fits(self.page), self.page.url
        check_axe(self.page)

    def _held(self) -> Any:
        return self.page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
