from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from .clips import make_clip, tone


@pytest.fixture(scope="session")
def silent_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four seconds at 25 pictures a second, 320 by 180, without a sound track."""
    return make_clip(tmp_path_factory.mktemp("clips") / "silent.mp4")


@pytest.fixture(scope="session")
def sounding_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a stereo tone."""
    return make_clip(tmp_path_factory.mktemp("clips") / "sounding.mp4", sound=np.stack([tone(4.0), tone(4.0, 440)]))
