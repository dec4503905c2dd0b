"""What the words of a field are to whoever puts a film into another language."""

from __future__ import annotations

from enum import Enum


class Wording(Enum):
    """Stands beside the type of a field, the last one counts. Text without any is the same in every language: ids,
    formulas, code, names of colours and of drawings.
    """

    WORDS = "words"
    """Is read or heard, and translated."""
    SPEECH = "speech"
    """The same, spoken in whole sentences."""
    CUE = "cue"
    """Words copied from what is spoken."""
    UNIT = "unit"
    """A unit of measurement: translated if it is words ("million people"), and not if it is a sign ("km/h")."""
    NAME = "name"
    """The words of another field of the scene once more, by which this one speaks of it."""
    KEPT = "kept"
    """The same in every language, though its type is that of words."""
