"""Whose film it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Brand:
    """A name and a mark for the corner of every scene, and a colour for what is emphasised; each may be left empty.

    `colour` is written "#2457D6"; it is made darker or lighter if it could not be read. `logo` is a data URL, or a path
    in the folder of pictures.
    """

    name: str = ""
    colour: str = ""
    logo: str = ""
