"""Prompts as vendors take them: of a bounded length, and in one piece where an old video is to be changed."""

from __future__ import annotations

from dataclasses import replace

from ..base import Order, OrderSource


def composed(order: Order, source: OrderSource, limit: int = 32_000) -> Order:
    """A plain order that comes close to a new video of an old one: what was shown, and what is to be different or to
    follow. Of what was shown, as much is left out as the prompt would be over `limit` characters.
    """
    joint = "What follows directly after it" if source.action == "extension" else "The same again, but changed"
    said = f"{joint}: {order.prompt}"
    return replace(order, prompt=f"{source.prompt[: max(0, limit - len(said) - 1)]} {said}".strip(), source=None)


def cut_to_units(text: str, most: int) -> str:
    """The text in at most `most` UTF-16 code units, as vendors count whose servers run JavaScript.

    It ends with a whole character, and with a whole word if one ends in the last fifth.
    """
    data = text.encode("utf-16-le")
    if len(data) <= 2 * most:
        return text
    cut = data[: 2 * most].decode("utf-16-le", errors="ignore")
    whole = cut.rpartition(" ")[0].rstrip()
    return whole if len(whole) > len(cut) * 4 // 5 else cut
