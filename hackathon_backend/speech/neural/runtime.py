"""ONNX Runtime, which runs the graphs of neural voices."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any


def onnx_runtime() -> Any:
    """The module `onnxruntime`. Raises `ImportError` if it is not installed."""
    # Since 1.29 it keeps a number of this machine in the user's home and tells its maker what is run, unless it is
    # told not to before it is loaded.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    return import_module("onnxruntime")
