"""The store of objects on a bad day is as bad as it is told to be, and no worse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from .faulty import FaultyStore, Weather
from .services import ObjectStore

pytestmark = pytest.mark.slow
BODY = bytes(range(256)) * 4000


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ObjectStore]:
    with ObjectStore(tmp_path_factory.mktemp("store")) as running:
        yield running


@pytest.fixture
def faulty(store: ObjectStore) -> Iterator[FaultyStore]:
    with FaultyStore(store.port) as running:
        yield running


def put(faulty: FaultyStore, key: str) -> httpx2.Response:
    return httpx2.put(f"{faulty.url}/{ObjectStore.BUCKET}/{key}", content=BODY)


def get(faulty: FaultyStore, store: ObjectStore, key: str, part: str = "bytes=0-") -> httpx2.Response:
    signed = store.client(faulty.url).generate_presigned_url("get_object", {"Bucket": store.BUCKET, "Key": key})
    return httpx2.get(signed, headers={"Range": part})


def kept(store: ObjectStore, key: str) -> Any:
    return store.client().get_object(Bucket=store.BUCKET, Key=key)["Body"].read() if key in store.all_keys() else None


def test_on_a_good_day_all_goes_through(faulty: FaultyStore, store: ObjectStore) -> None:
    assert put(faulty, "good").is_success and kept(store, "good") == BODY
    answer = get(faulty, store, "good", "bytes=250-299")
    assert (answer.status_code, answer.content) == (206, BODY[250:300])
    described = store.client(faulty.url).head_object(Bucket=store.BUCKET, Key="good")
    assert described["ContentLength"] == len(BODY)
    assert faulty.met == {"all": 3}


def test_while_it_is_busy_nothing_is_kept(faulty: FaultyStore, store: ObjectStore) -> None:
    faulty.weather = Weather(busy=1)
    assert put(faulty, "busy").status_code == 503 and kept(store, "busy") is None


def test_an_upload_that_is_cut_is_not_kept(faulty: FaultyStore, store: ObjectStore) -> None:
    faulty.weather = Weather(cut_upload=1)
    with pytest.raises(httpx2.TransportError):
        put(faulty, "cut")
    assert kept(store, "cut") is None


def test_an_upload_that_is_not_answered_is_kept(faulty: FaultyStore, store: ObjectStore) -> None:
    faulty.weather = Weather(unanswered=1)
    with pytest.raises(httpx2.TransportError):
        put(faulty, "unanswered")
    assert kept(store, "unanswered") == BODY


def test_a_download_that_is_cut_is_seen_to_be(faulty: FaultyStore, store: ObjectStore) -> None:
    put(faulty, "whole")
    faulty.weather = Weather(cut_download=1)
    with pytest.raises(httpx2.RemoteProtocolError):
        get(faulty, store, "whole")
