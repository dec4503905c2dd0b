"""Tokens of links: each opens one video, as long as its key is the same, and nothing that was made up opens any."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon_backend.access.links import PASSING_SECONDS, Links, VideoAccess, lasting
from hackathon_backend.access.principal import NOBODY
from hackathon_backend.jobs import Job
from hackathon_backend.jobs.models import new_share_key
from tests.clock import FakeClock

KEY = new_share_key()
JOB = Job(id="vid_1", owner="key:1", share_key=KEY)


def test_a_lasting_token_opens_pages_and_files_of_its_video_where_there_are_links() -> None:
    links, token = Links(VideoAccess.LINK), lasting("vid_1", KEY)
    assert links.opens_page(token, "vid_1", KEY)
    assert links.opens_files(token, "vid_1", KEY)
    assert not links.opens_files(token, "vid_2", KEY)
    assert not links.opens_files(token, "vid_1", new_share_key())
    assert len(token) >= 43  # 256 bits


@pytest.mark.parametrize("access", [VideoAccess.PUBLIC, VideoAccess.PRIVATE])
def test_a_lasting_token_that_was_given_out_before_opens_nothing_where_there_are_no_links(access: VideoAccess) -> None:
    assert not Links(access).opens_files(lasting("vid_1", KEY), "vid_1", KEY)


def test_a_passing_token_opens_files_for_some_hours() -> None:
    clock = FakeClock()
    links = Links(VideoAccess.PRIVATE, clock=clock)
    token = links.passing(JOB)
    assert links.opens_files(token, "vid_1", KEY)
    assert not links.opens_page(token, "vid_1", KEY)
    assert not links.opens_files(token, "vid_2", KEY)
    clock.advance(PASSING_SECONDS - 1)
    assert links.opens_files(token, "vid_1", KEY)
    clock.advance(3600)
    assert not links.opens_files(token, "vid_1", KEY)


def test_a_passing_token_stays_the_same_for_a_while_so_that_what_is_loaded_is_found_again() -> None:
    clock = FakeClock()
    links = Links(VideoAccess.PRIVATE, clock=clock)
    token = links.passing(JOB)
    clock.advance(60)
    assert links.passing(JOB) == token
    clock.advance(3600)
    assert links.passing(JOB) != token


@pytest.mark.slow
@pytest.mark.parametrize("access", list(VideoAccess))
@given(made_up=st.text() | st.from_regex(r"[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{43}", fullmatch=True))
def test_what_was_made_up_opens_nothing(access: VideoAccess, made_up: str) -> None:
    assert not Links(access).opens_files(made_up, "vid_1", KEY)


@given(place=st.integers(0, 200), letter=st.sampled_from("Aaz09_-."))
def test_a_token_with_one_letter_changed_opens_nothing(place: int, letter: str) -> None:
    links = Links(VideoAccess.LINK)
    for token in (lasting("vid_1", KEY), links.passing(JOB)):
        at = place % (len(token) - 1)  # of the last one, two bits say nothing
        changed = f"{token[:at]}{letter}{token[at + 1 :]}"
        assert links.opens_files(changed, "vid_1", KEY) == (changed == token)


def test_a_video_without_a_key_has_no_links() -> None:
    links = Links(VideoAccess.LINK)
    assert not links.opens_files(lasting("vid_1", ""), "vid_1", "")
    assert not links.opens_page(lasting("vid_1", ""), "vid_1", "")


@given(made_up=st.text())
def test_whoever_sends_what_was_made_up_is_given_no_lasting_token(made_up: str) -> None:
    assert Links(VideoAccess.LINK).of_page(JOB, NOBODY, made_up) is None
    assert Links(VideoAccess.LINK).of_page(JOB, NOBODY, lasting("vid_1", KEY)) == lasting("vid_1", KEY)
