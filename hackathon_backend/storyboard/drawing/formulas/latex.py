"""LaTeX before it is laid out or read aloud: bounds, the signs of mathematics, and what no converter knows."""

from __future__ import annotations

import re

LONGEST = 1000
"""Characters of LaTeX that are read."""
DEEPEST = 24
"""Braces that may be open at once."""

SIGNS = frozenset("+−-±∓")
"""Signs that may belong to the number behind them."""
RELATIONS = frozenset("=≠<>≤≥≪≫≈≡∼≃≅∝→⇒⟹⇔⟺↔⇌↦∈∉⊂⊆⊃⊇∣")
"""Signs that stand between the two sides of a statement."""
BINARY = SIGNS | frozenset("×⋅·÷∪∩∧∨")
SEPARATORS = frozenset(",;")
OPENING, CLOSING = frozenset("([{⟨⌊⌈"), frozenset(")]}⟩⌋⌉")
SCRIPTS = frozenset({"msub", "msup", "msubsup"})
"""MathML's elements for what stands higher or lower."""

CHEMISTRY = re.compile(r"\\ce\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
LABELLED_ARROW = re.compile(r"\\x(right|left)arrow(?:\[([^\]]*)\])?\{((?:[^{}]|\{[^{}]*\})*)\}")
_NAMESPACE = re.compile(r' xmlns="[^"]*"')
_BARE_PERCENT = re.compile(r"(?<!\\)%")


def without_namespace(mathml: str) -> str:
    """MathML whose elements go by their bare names."""
    return _NAMESPACE.sub("", mathml, count=1)


def with_percents(latex: str) -> str:
    """`latex` whose percent signs begin no comments."""
    return _BARE_PERCENT.sub(r"\\%", latex)


def spelled_out(chemistry: str) -> str:
    r"""What mhchem's \ce sets, such as "2H2 + O2 -> 2H2O", with arrows, indices and charges in plain LaTeX."""
    text = re.sub(r"<=>|<-+>", r" \\rightleftharpoons ", chemistry)
    text = re.sub(r"-+>", r" \\rightarrow ", text)
    text = re.sub(r"(?<=[A-Za-z)\]])(\d+)", r"_{\1}", text)
    return re.sub(r"\^\{?(\d*[+-])\}?", r"^{\1}", text)
