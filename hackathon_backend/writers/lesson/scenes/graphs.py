"""What a lesson says hangs together, as things and arrows: "A -> B", diagrams in mermaid, lists within lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from ....lessons import Block
from ....lessons.markdown.blocks import outline

MOST_NODES, MOST_EDGES = 10, 16
_FEWEST = 3
_NAME = 40
"""Characters of a thing's name; what is longer is a sentence."""

_ARROW = re.compile(r"\s*(?:-{1,2}>|→|⟶|➜|⇒)\s*")
_LEAD = re.compile(r"\A[^:：→⟶➜⇒>]{1,80}[:：]\s*(?=[^:：]+(?:-{1,2}>|→|⟶|➜|⇒))")
"""What stands in front of a chain: "The phases are: one → two"."""
# Reactions and functions have arrows too, and mean something else by them.
_NO_THINGS = re.compile(r"[+=^_{}\\|<>]|\(\)|\d\s*[A-Z]")
_MERMAID = ("mermaid",)
_DIRECTIVE = re.compile(r"^(?:graph|flowchart)\b|^(?:subgraph|end|classDef|class|style|linkStyle|click|direction)\b")
_NODE = r"(?P<id>[\w-]*\w)\s*(?:[\[({>]+\"?(?P<label>[^\])}\"]*)\"?[\])}]+)?"
_FIRST = re.compile(_NODE)
_LINK = re.compile(r"\s*(?:--\s+(?P<said>[^->|]+?)\s+)?(?:-{2,}>|-\.+->|={2,}>|-{3,})\s*(?:\|(?P<text>[^|]*)\|)?\s*")


@dataclass
class Relations:
    """Names by their ids, and (from, to, what the arrow says) by ids."""

    names: dict[str, str] = field(default_factory=dict)
    edges: list[tuple[str, str, str]] = field(default_factory=list)

    def link(self, source: str, target: str, text: str = "") -> None:
        """Add an arrow between two things that have names."""
        if source != target and not any(edge[:2] == (source, target) for edge in self.edges):
            self.edges.append((source, target, text))

    @property
    def is_worth_a_picture(self) -> bool:
        """Whether there are enough things and not too many, all of them with short names."""
        linked = {end for edge in self.edges for end in edge[:2]}
        return (
            _FEWEST <= len(self.names) <= MOST_NODES
            and 0 < len(self.edges) <= MOST_EDGES
            and linked == set(self.names)
            and all(0 < len(name) <= _NAME for name in self.names.values())
        )


def relations_of(block: Block) -> Relations | None:
    """What `block` says of how things hang together; None if it does not, or too much for a picture."""
    found = Relations()
    if block.kind == "code" and block.info.casefold() in _MERMAID:
        _read_mermaid(block.text, found)
    elif block.kind == "paragraph":
        _read_arrows([block.text], found)
    elif block.kind in ("bullets", "steps"):
        _read_arrows(block.items, found)
        if not found.edges and block.kind == "bullets":
            _read_parts(block, found)
    return found if found.is_worth_a_picture else None


def in_words(relations: Relations) -> tuple[str, ...]:
    """The relations as they can be said: each thing with what follows from it, a chain in one go."""
    following: dict[str, list[str]] = {}
    for source, target, _ in relations.edges:
        following.setdefault(source, []).append(target)
    told: list[str] = []
    done: set[str] = set()
    for source in following:
        chain = [source]
        while chain[-1] in following and chain[-1] not in done and len(following[chain[-1]]) == 1:
            done.add(chain[-1])
            chain.append(following[chain[-1]][0])
        if len(chain) > 1:
            told.append(", ".join(relations.names[key] for key in chain) + ".")
        elif source not in done:
            done.add(source)
            names = ", ".join(relations.names[key] for key in following[source])
            told.append(f"{relations.names[source]}: {names}.")
    return tuple(told)


def _read_arrows(lines: list[str] | tuple[str, ...], found: Relations) -> None:
    """Chains such as "Seed -> Sprout -> Plant", if the lines are nothing else."""
    for line in lines:
        names = [name.strip(" .;,") for name in _ARROW.split(_LEAD.sub("", line, count=1))]
        if len(names) < 2 or any(not name or len(name) > _NAME or _NO_THINGS.search(name) for name in names):
            found.edges.clear()
            return
        keys = [name.casefold() for name in names]
        for key, name in zip(keys, names, strict=True):
            found.names.setdefault(key, name)
        for source, target in pairwise(keys):
            found.link(source, target)


def _read_mermaid(text: str, found: Relations) -> None:
    for line in re.split(r"[\n;]", text):
        line = line.strip()
        if line and not line.startswith("%%") and not _DIRECTIVE.match(line):
            _read_chain(line, found)


def _read_chain(line: str, found: Relations) -> None:
    """One line of mermaid: nodes with links between them."""
    node = _FIRST.match(line)
    while node:
        key = node["id"]
        if node["label"] or key not in found.names:
            found.names[key] = " ".join((node["label"] or key).replace("<br/>", " ").split())
        link = _LINK.match(line, node.end())
        following = _FIRST.match(line, link.end()) if link else None
        if link and following:
            found.link(key, following["id"], (link["text"] or link["said"] or "").strip(' "')[:_NAME])
        node = following


def _read_parts(block: Block, found: Relations) -> None:
    """A list within a list: each thing with what belongs to it."""
    items = [(depth, text.rstrip(" .:;,")) for depth, text in outline(block.source)]
    if not items or max(depth for depth, _ in items) < 2:
        return
    above: dict[int, str] = {}
    tops = sum(depth == 1 for depth, _ in items)
    if tops > 1 and block.section:
        above[0] = "section"
        found.names["section"] = block.section
    for number, (depth, text) in enumerate(items):
        key = str(number)
        found.names[key], above[depth] = text, key
        if (parent := above.get(depth - 1)) is not None:
            found.link(parent, key)
