"""A listing, read with the voice."""

from __future__ import annotations

from ..kind import Kind
from .mending import mend
from .scene import CodeScene

KIND = Kind(
    "code",
    CodeScene,
    __name__,
    when="When program text, a command or markup is explained line by line.",
    also=("listing", "snippet", "code_block", "example_code"),
    mend=mend,
    may_read_out=True,
    most_words=150,
    # A listing is as large as its lines, which are of one size.
    fills=0.15,
)
