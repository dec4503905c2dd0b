"""`deploy/compose.yaml`: it is what Compose reads, and what it sets is what the server knows."""

from __future__ import annotations

import re
from typing import Any

import yaml

from .linters import DEPLOY, passes
from .settings_known import are_known, are_taken

COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OF_OTHERS = ("POSTGRES_PASSWORD", "REDIS_PASSWORD")
OURS = {name: service for name, service in SERVICES.items() if service["image"].startswith("model7:")}


def test_compose_reads_it() -> None:
    passes("check-jsonschema", "--builtin-schema", "vendor.compose-spec", DEPLOY / "compose.yaml")


def test_every_yaml_of_deploy_is_tidy() -> None:
    passes("yamllint", "--strict", "-c", DEPLOY / "yamllint.yaml", DEPLOY)


def test_every_setting_in_it_is_one_and_has_a_value_that_is_taken() -> None:
    lines = (DEPLOY / "env.example").read_text("utf-8").splitlines()
    written = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    filled = {name: value or "0123456789abcdef" * 3 for name, value in written.items()}
    for service in OURS.values():
        names = [name for name in {**service["environment"], **written} if name not in OF_OTHERS]
        are_known(names)
        there = {name: interpolated(str(value), filled) for name, value in service["environment"].items()}
        are_taken({name: value for name, value in {**filled, **there}.items() if name not in OF_OTHERS})


def interpolated(value: str, variables: dict[str, str]) -> str:
    """As Compose does it: ${NAME:-default}, ${NAME:?fault}."""
    return re.sub(r"\$\{(\w+)(?::-([^}]*)|:\?[^}]*)?\}", lambda found: variables.get(found[1]) or found[2] or "", value)


def test_nothing_may_do_more_than_it_has_to() -> None:
    for name, service in SERVICES.items():
        assert service["read_only"] and service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert name == "migrate" or service["deploy"]["resources"]["limits"].keys() == {"cpus", "memory"}, name


def test_images_of_others_have_a_version() -> None:
    foreign = [service["image"] for name, service in SERVICES.items() if name not in OURS]
    assert len(foreign) == 4
    assert all(image.partition(":")[2] not in ("", "latest") for image in foreign)


def test_only_nginx_can_be_reached_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["nginx"]


def test_there_is_one_of_each_part() -> None:
    commands = [service["command"] for service in OURS.values()]
    assert sorted(commands) == [["migrate"], ["serve"], ["worker", "beat"], ["worker", "render"], ["worker", "steps"]]
