"""What /metrics tells, to whom, and that alerts and the dashboard ask for nothing that it does not."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import event

from hackathon_backend.access.keys import ApiKeys
from hackathon_backend.access.principal import Scope
from hackathon_backend.app import Container, create_app
from hackathon_backend.engines.base import Order
from hackathon_backend.errors import EngineUnreachable
from hackathon_backend.jobs import Charge, Job, JobStore, PromptRequest
from hackathon_backend.jobs.renders.rows import RenderRow, StageRow, StageState
from hackathon_backend.metrics import rows
from hackathon_backend.settings import Settings
from tests.server import ROOT, Server, free_port

Make = Callable[..., Settings]
DEPLOY = ROOT / "deploy"


@pytest.fixture
def container(make_settings: Make) -> Iterator[Container]:
    opened = Container(make_settings(metrics="on", openai_base_url="http://127.0.0.1:9/v1"))
    opened.database.migrate()
    yield opened
    opened.close()


def job(number: int, **values: object) -> Job:
    base: dict[str, object] = {
        "id": f"vid_{number}", "created_at": 1000.0, "wake_at": 1000.0, "request": PromptRequest(),
        "engines": ["storyboard"],
    }  # fmt: skip
    return Job(**base | values)


def told(container: Container) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    assert container.metrics is not None
    families = text_string_to_metric_families(container.metrics.text().decode())
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in families
        for sample in family.samples
    }


def value(container: Container, name: str, **labels: str) -> float | None:
    return told(container).get((name, tuple(sorted(labels.items()))))


def test_requests_are_counted_by_the_name_of_the_route_and_never_by_their_path(container: Container) -> None:
    client = create_app(container.settings, container).test_client()
    for number in range(30):
        client.get(f"/v1/videos/vid_{number}")
        client.get(f"/wp-admin/{number}.php")
        client.open("/v1/videos", method=f"BREW{number}")
    assert value(container, "m7_http_requests_total", endpoint="videos_v1.retrieve", method="GET", status="404") == 30
    assert value(container, "m7_http_requests_total", endpoint="none", method="GET", status="404") == 30
    assert value(container, "m7_http_requests_total", endpoint="none", method="other", status="405") == 30
    assert value(container, "m7_http_request_seconds_count", endpoint="videos_v1.retrieve", method="GET") == 30
    assert len(told(container)) < 250
    assert "vid_3" not in str(told(container))


def test_videos_are_counted_by_state_and_engine_and_the_longest_wait_is_told(
    container: Container, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "FRESH_FOR", -1.0)
    assert value(container, "m7_queue_age_seconds") == 0
    now = container.store.clock.now()
    container.store.create(job(1, created_at=now - 500))
    container.store.create(job(2, created_at=now - 50))
    container.store.create(job(3, state="rendering", at_engine="sora"))
    assert value(container, "m7_jobs", state="queued", engine="none") == 2
    assert value(container, "m7_jobs", state="rendering", engine="sora") == 1
    assert value(container, "m7_queue_age_seconds") == pytest.approx(500, abs=20)
    container.store.cancel("vid_1")
    assert value(container, "m7_queue_age_seconds") == pytest.approx(50, abs=20)
    assert value(container, "m7_videos_ended_total", engine="storyboard", state="cancelled", reason="cancelled") == 1


def test_stages_of_films_that_workers_make_are_counted_by_what_they_wait_for(
    container: Container, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "FRESH_FOR", -1.0)
    assert value(container, "m7_render_stages", state="waiting") == 0
    container.store.create(job(1))
    order = Order("vid_1", "A tree", "storyboard", 4.0, "1280x720")
    with container.database.write() as session:
        session.add(RenderRow(job_id="vid_1", engine="storyboard", owner="local", asked=order, created_at=1.0))
        for name, state in (("speak 1", "waiting"), ("speak 2", "waiting"), ("draw 1", "running"), ("join", "done")):
            session.add(StageRow(job_id="vid_1", name=name, owner="local", created_at=1.0, rank=1.0, speaks=False,
                                 state=StageState(state), due_at=1.0))  # fmt: skip
    assert value(container, "m7_render_stages", state="waiting") == 2
    assert value(container, "m7_render_stages", state="running") == 1


def made(store: JobStore, number: int, ended_at: float) -> None:
    store.create(job(number, at_engine="storyboard", created_at=ended_at - 25, submitted_at=ended_at - 20))
    (claim,) = store.claims.due(1)
    store.change(claim.job, claim.token, {"state": "completed", "filename": "x.mp4", "ended_at": ended_at})


def test_the_time_of_videos_is_told_once_whichever_process_has_finished_them(
    container: Container, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "FRESH_FOR", -1.0)
    now = container.store.clock.now()
    # Its clock is a little behind, and the row comes after one that ended later.
    for number, ended_at in ((1, now + 20), (2, now + 10)):
        made(JobStore(container.database), number, ended_at)
        told(container)
    assert value(container, "m7_video_seconds_count", engine="storyboard") == 2
    assert value(container, "m7_video_seconds_sum", engine="storyboard") == pytest.approx(50)
    assert value(container, "m7_render_seconds_sum", engine="storyboard") == pytest.approx(40)
    assert value(container, "m7_videos_ended_total", engine="storyboard", state="completed", reason="none") == 2


def test_videos_that_ended_before_the_start_are_not_counted(container: Container) -> None:
    made(container.store, 1, container.store.clock.now() - 60)
    assert value(container, "m7_video_seconds_count", engine="storyboard") is None


def test_costs_are_told_in_dollars_and_what_was_not_paid_is_not(container: Container) -> None:
    with container.database.write() as session:
        for number, state in enumerate(("spent", "reserved", "released")):
            session.add(
                Charge(job_id=f"vid_{number}", engine="sora", part="", owner="", model="sora-2", seconds=8.0,
                       price_per_second=0.1, at=1, state=state, micros=800_000)
            )  # fmt: skip
    assert value(container, "m7_cost_usd_total", engine="sora") == 1.6
    assert value(container, "m7_paid_orders_total", engine="sora") == 2


def test_the_state_of_an_engine_is_told_as_its_breaker_opens(container: Container) -> None:
    assert value(container, "m7_engine_state", engine="storyboard", state="ok") == 1
    gate = container.engines.gate("storyboard")
    for _ in range(6):
        with pytest.raises(EngineUnreachable), gate.call():
            raise EngineUnreachable("It does not answer.")
    assert value(container, "m7_engine_state", engine="storyboard", state="ok") == 0
    assert value(container, "m7_engine_state", engine="storyboard", state="down") == 1


def test_rows_are_not_counted_more_often_than_in_five_seconds(container: Container) -> None:
    queries: list[str] = []
    event.listen(container.database.engine, "before_cursor_execute", lambda *given: queries.append(given[2]))
    told(container)
    assert 0 < len(queries) < 8
    first = len(queries)
    for _ in range(20):
        told(container)
    assert len(queries) == first


def test_counting_rows_goes_by_indexes(container: Container) -> None:
    plan = "explain query plan select state, at_engine, count(*) from jobs group by state, at_engine"
    with container.database.glance() as connection:
        assert "USING COVERING INDEX" in str(connection.exec_driver_sql(plan).all())


def test_without_the_database_all_the_rest_is_told(container: Container) -> None:
    container.database.engine.dispose()
    with container.database.write() as session:
        session.connection().exec_driver_sql("alter table jobs rename to gone")
    assert value(container, "m7_database_up") == 0
    assert value(container, "m7_watchers") == 0
    assert value(container, "m7_queue_age_seconds") is None


def test_nothing_is_told_unless_it_is_wanted(make_settings: Make) -> None:
    opened = Container(make_settings())
    client = create_app(opened.settings, opened).test_client()
    refused = client.get("/metrics")
    opened.close()
    assert refused.status_code == 404
    assert opened.metrics is None


def test_only_admins_are_told(container: Container) -> None:
    client = create_app(container.settings, container).test_client()
    assert client.get("/metrics").status_code == 200  # nobody logs in
    keys = ApiKeys(container.database)
    admin = keys.create("prometheus", scopes=[Scope.ADMIN]).text
    other = keys.create("lms").text
    container.keys._looked_at = None

    def status(key: str | None) -> int:
        return client.get("/metrics", headers={"Authorization": f"Bearer {key}"} if key else {}).status_code

    assert [status(None), status("m7_wrong"), status(other), status(admin)] == [401, 401, 403, 200]


def expressions() -> Iterator[str]:
    for group in yaml.safe_load((DEPLOY / "prometheus" / "alerts.yml").read_text("utf-8"))["groups"]:
        for rule in group["rules"]:
            yield rule["expr"]
    for trigger in yaml.safe_load((DEPLOY / "kubernetes" / "keda.yaml").read_text("utf-8"))["spec"]["triggers"]:
        yield trigger["metadata"]["query"]
    for panel in json.loads((DEPLOY / "grafana" / "model7.json").read_text("utf-8"))["panels"]:
        for target in panel["targets"]:
            yield target["expr"]


def test_every_metric_that_alerts_and_dashboard_name_exists_with_its_labels(container: Container) -> None:
    create_app(container.settings, container).test_client().get("/v1/videos")
    container.store.create(job(1, at_engine="storyboard", submitted_at=1001.0))
    claim = container.store.claims.due(1)[0]
    container.store.change(claim.job, claim.token, {"state": "completed", "filename": "x.mp4"})
    test_costs_are_told_in_dollars_and_what_was_not_paid_is_not(container)
    known: dict[str, set[str]] = {"up": {"job"}}
    for name, labels in told(container):
        known.setdefault(name, {"job", "instance"}).update(label for label, _ in labels)
    found = 0
    for expression in expressions():
        for name, selector in re.findall(r"\b(up|m7_\w+|process_\w+)\b(?:\{(.*?)\})?", expression):
            found += 1
            assert name in known, expression
            for label in re.findall(r'(\w+)\s*(?:=~|!~|!=|=)\s*"', selector):
                assert label in known[name], expression
    assert found > 30


def test_every_metric_is_in_the_documentation(container: Container) -> None:
    documented = (ROOT / "docs" / "observability.md").read_text("utf-8")
    names = {name.removesuffix("_created") for name, _ in told(container) if name.startswith("m7_")}
    for name in names:
        assert re.sub(r"_(bucket|sum|count)$", "", name) in documented, name


@pytest.mark.skipif(shutil.which("promtool") is None, reason="promtool is not on this machine")
def test_promtool_finds_the_rules_and_the_text_right(container: Container, tmp_path: Path) -> None:
    create_app(container.settings, container).test_client().get("/v1/videos")
    assert container.metrics is not None
    rules = ["promtool", "check", "rules", str(DEPLOY / "prometheus" / "alerts.yml")]
    assert subprocess.run(rules, capture_output=True, check=False).returncode == 0
    checked = subprocess.run(
        ["promtool", "check", "metrics"], input=container.metrics.text(), capture_output=True, check=False
    )
    assert checked.returncode == 0, checked.stderr.decode()


def test_the_dashboard_lies_without_gaps_and_overlaps() -> None:
    panels = json.loads((DEPLOY / "grafana" / "model7.json").read_text("utf-8"))["panels"]
    taken: set[tuple[int, int]] = set()
    for panel in panels:
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert not cells & taken
        taken |= cells
    assert len(taken) == 24 * (max(y for _, y in taken) + 1)
    assert len({panel["id"] for panel in panels}) == len(panels)


@pytest.mark.slow
def test_a_server_tells_on_a_port_of_its_own(tmp_path: Path) -> None:
    port = free_port()
    with Server(tmp_path, metrics_port=port) as server:
        server.get("/v1/videos")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
            text = answer.read().decode()
        refused: Any = server.get("/metrics")
    assert 'm7_http_requests_total{endpoint="videos_v1.listing",method="GET",status="200"} 1.0' in text
    assert "process_resident_memory_bytes" in text
    assert refused["error"]["code"] == "not_found"
