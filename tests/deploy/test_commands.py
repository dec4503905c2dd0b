"""What the files of `deploy/` run is there to be run."""

from __future__ import annotations

import re

import pytest
import yaml

from hackathon_backend.cli.main import _parser

from .linters import DEPLOY, ROOT


def written() -> set[str]:
    """Every command of ours that a file starts, or the documentation names."""
    texts = [file.read_text("utf-8") for file in sorted((DEPLOY / "systemd").iterdir())]
    texts.append((ROOT / "docs" / "deploying.md").read_text("utf-8"))
    found = {each.strip() for text in texts for each in re.findall(r"-m\s+hackathon_backend ([^`\n]*?)[`\n]", text)}
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"].values()
    found |= {" ".join(service["command"]) for service in compose if service["image"].startswith("model7:")}
    for file in ("web.yaml", "workers.yaml", "migrate.yaml"):
        for each in yaml.safe_load_all((DEPLOY / "kubernetes" / file).read_text("utf-8")):
            pod = each["spec"].get("template", {}).get("spec", {})
            found |= {" ".join(container["args"]) for container in pod.get("containers", [])}
            probes = [container.get("readinessProbe", {}) for container in pod.get("containers", [])]
            found |= {" ".join(probe["exec"]["command"][3:]) for probe in probes if "exec" in probe}
    return {each.partition("  ")[0] for each in found}


@pytest.mark.parametrize("command", sorted(written()))
def test_a_command_that_is_written_there_can_be_given(command: str) -> None:
    assert _parser().parse_args(command.split()).command


def test_every_part_is_among_them() -> None:
    kinds = {f"worker {kind}" for kind in ("steps", "render", "beat")}
    assert {"serve", "migrate", "worker %i", "doctor", *kinds, *(f"{kind} --check" for kind in kinds)} <= written()
