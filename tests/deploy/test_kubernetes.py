"""The manifests for Kubernetes: what a cluster would say of them, and what they set is what the server knows."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from .linters import DEPLOY, passes
from .settings_known import are_known, are_taken

FOLDER = DEPLOY / "kubernetes"
NOT_OF_KUBERNETES = ("kustomization.yaml", "keda.yaml")
FILES = [file for file in sorted(FOLDER.glob("*.yaml")) if file.name not in NOT_OF_KUBERNETES]
OBJECTS: list[dict[str, Any]] = [each for file in FILES for each in yaml.safe_load_all(file.read_text("utf-8"))]
PODS = {
    each["metadata"]["name"]: each["spec"]["template"]["spec"]
    for each in OBJECTS
    if each["kind"] in ("Deployment", "Job")
}


@pytest.mark.slow
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_cluster_would_take_it(file: Any) -> None:
    passes("kubernetes-validate", "--strict", file)


def test_kustomize_puts_them_together() -> None:
    passes("kubectl", "kustomize", FOLDER, to_get="https://kubernetes.io/docs/tasks/tools/")


def test_everything_that_is_there_is_in_the_kustomization() -> None:
    listed = yaml.safe_load((FOLDER / "kustomization.yaml").read_text("utf-8"))["resources"]
    assert sorted([*listed, "secret.example.yaml"]) == [file.name for file in FILES]


def test_pods_are_those_of_nobody_and_write_to_two_places() -> None:
    assert sorted(PODS) == ["beat", "migrate", "render", "steps", "web"]
    for name, pod in PODS.items():
        (container,) = pod["containers"]
        assert pod["securityContext"]["runAsNonRoot"] and not pod["automountServiceAccountToken"], name
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }, name
        assert [each["mountPath"] for each in container["volumeMounts"]] == ["/data", "/tmp"], name


def test_what_is_set_are_settings_with_values_that_are_taken() -> None:
    kept = {each["kind"]: each.get("data") or each.get("stringData") for each in OBJECTS}
    values = {**kept["ConfigMap"], **kept["Secret"]}
    are_known(values)
    are_taken({name: value for name, value in values.items() if value})
    are_known(each["name"] for pod in PODS.values() for each in pod["containers"][0].get("env", []))


def test_what_restarts_the_web_does_not_ask_the_database() -> None:
    (web,) = PODS["web"]["containers"]
    assert web["livenessProbe"]["httpGet"]["path"].startswith("/static/")
    assert web["readinessProbe"]["httpGet"]["path"] == "/readyz"
