"""What a model can't do is rounded or left out, and said."""

from __future__ import annotations

import pytest

from hackathon_backend.engines import Model
from hackathon_backend.engines.fit import fit


@pytest.mark.parametrize(
    ("takes", "sent", "notes"),
    [
        (0, 0, ()),
        (3, 3, ()),
        (0, 1, ("m takes no reference images; of 1 sent, 1 was left out.",)),
        (1, 3, ("m takes 1 reference image; of 3 sent, 2 were left out.",)),
        (4, 10, ("m takes 4 reference images; of 10 sent, 6 were left out.",)),
    ],
)
def test_reference_images_that_a_model_does_not_take_are_said(takes: int, sent: int, notes: tuple[str, ...]) -> None:
    model = Model("m", "M", "", seconds=(8,), sizes=("1280x720",), reference_images=takes)
    assert fit(model, None, None, references=sent).notes == notes
