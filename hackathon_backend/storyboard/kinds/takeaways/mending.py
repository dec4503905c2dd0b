"""Takeaways mended: there are three of them, or what is missing is taken from other scenes."""

from __future__ import annotations

from collections.abc import Sequence

from ...fields import Fields
from ...reading.changelog import ChangeLog
from ...reading.narration import texts_of
from ...reading.objects import renamed
from .scene import TakeawaysScene


def completed(value: Fields, others: Sequence[str], index: int, told: ChangeLog) -> Fields:
    """`value` with three takeaways if some are missing and the other scenes show enough."""
    fields = renamed(value, TakeawaysScene, (), ChangeLog())
    given = fields["takeaways"] if isinstance(fields.get("takeaways"), list) else []
    given = [item for item in given if next(texts_of(item), "").strip()]
    missing = 3 - len(given)
    more = [text for text in others if text not in {text for item in given for text in texts_of(item)}][:missing]
    if not given or not 0 < missing == len(more):
        return value
    told.tell(("scenes", index, "takeaways"), f"{len(given)} became three with what other scenes show")
    return fields | {"type": "takeaways", "takeaways": [*given, *({"text": text} for text in more)]}
