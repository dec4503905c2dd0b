"""Alternatives within office XML: one for programs that know a newer form, one for all others."""

from __future__ import annotations

from lxml import etree

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_NEWER = ("wps", "wpg", "a14", "p14", "wp14", "a16", "v2")


def unwrap(tree: etree._Element) -> None:
    """Put the content of one alternative in the place of each set of them."""
    for element in list(tree.iter(f"{_MC}AlternateContent")):
        parent = element.getparent()
        if parent is None:
            continue
        chosen = _chosen(element)
        place = parent.index(element)
        for offset, child in enumerate(list(chosen) if chosen is not None else []):
            parent.insert(place + offset, child)
        parent.remove(element)


def _chosen(element: etree._Element) -> etree._Element | None:
    choices = element.findall(f"{_MC}Choice")
    known = [each for each in choices if set((each.get("Requires") or "").split()) <= set(_NEWER)]
    fallback = element.find(f"{_MC}Fallback")
    if known:
        return known[0]
    return fallback if fallback is not None and len(fallback) else next(iter(choices), None)
