"""Signs of mathematics in their many spellings, and what can stand beside one."""

from __future__ import annotations

import re

from .numerals import NUMBER

SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋ₙₓ", "0123456789+-nx")
POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿˣ", "0123456789-+nx")
RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿˣ]+")
SAME = str.maketrans(
    {
        "−": "-",
        "–": "-",
        "∗": "×",
        "*": "×",
        "·": "×",
        "⋅": "×",
        "⟶": "→",
        "º": "°",
        "µ": "μ",
        "∶": ":",
        "∣": "|",
        "⟹": "⇒",
        "⟺": "⇔",
    }
)
TYPED = {">=": "≥", "<=": "≤", "!=": "≠", "=/=": "≠", "<->": "↔", "<=>": "⇔"}
"""Signs as they are typed."""
FORMULA_SIGNS = "=≠≈<>≤≥+±×÷/√π∞→~&@∈∉⊂⊆⊄⊃⊇∪∩∖∅∀∃∄¬∧∨⊕⇒⇔↔⇌←∑∏∫∂∇≡≅≃∼∝∴∵∠⊥∥△∘≪≫∓∛ℝℕℤℚℂ∆"
SIGN = f"[{re.escape(FORMULA_SIGNS)}]"


def powered(text: str) -> str:
    """Raised digits written with one caret: "m²" as "m^2", "10⁻³" as "10^-3"."""
    return RAISED.sub(lambda raised: "^" + raised[0].translate(POWERS), text)


def is_quantity(core: str) -> bool:
    """Whether something can be added or taken away: a number, a variable, a root."""
    return bool(re.fullmatch(rf"{NUMBER}%?|[-−]?\d*[^\W\d_]|[πθαβ√(].*", powered(core)))
