"""The checks, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from . import making, ordering
from .target import ConformanceTarget, Mishap


@dataclass(frozen=True)
class Check:
    """One thing that has to hold; `mishap` is what it is about, if it is about one."""

    name: str
    act: Callable[[ConformanceTarget], None]
    mishap: Mishap | None = None

    def __str__(self) -> str:
        return f"{self.name}: {self.mishap.name.lower()}" if self.mishap else self.name

    def applies_to(self, target: ConformanceTarget) -> bool:
        """Whether it says anything about the engine."""
        return self.mishap is None or target.can(self.mishap)

    def run(self, target: ConformanceTarget) -> None:
        """Raise `AssertionError` if it does not hold."""
        self.act(target)


CHECKS: tuple[Check, ...] = (
    Check("describes itself", making.describes_itself),
    Check("makes a video", making.makes_a_video),
    Check("goes on after a restart", making.goes_on_after_a_restart),
    Check("tells before it sends", ordering.tells_before_it_sends),
    Check("sends nothing that is not written down", ordering.sends_nothing_that_is_not_written_down),
    Check("cancels quietly", making.cancels_quietly),
    Check("has no problems", making.has_no_problems),
    *(Check("names a refusal", ordering.names_a_refusal(mishap), mishap) for mishap in ordering.REFUSALS),
    *(
        Check("says that the outcome is open", ordering.says_that_the_outcome_is_open(mishap), mishap)
        for mishap in ordering.OPEN
    ),
    Check("finds a lost order, or says that it can't look", ordering.finds_a_lost_order, Mishap.CREATE_TAKEN_AND_CUT),
    Check("finds nothing that was not taken", ordering.finds_nothing_that_was_not_taken, Mishap.CREATE_CUT),
    *(Check("outlives a poll", making.outlives_a_poll(each), each) for each in (Mishap.POLL_FAILS, Mishap.POLL_HANGS)),
    Check("waits at an unknown status", making.waits_at_an_unknown_status, Mishap.UNKNOWN_STATUS),
    *(Check("tells why a video failed", making.tells_why_a_video_failed(mishap), mishap) for mishap in making.ENDS),
    *(
        Check("brings the video in the end", making.brings_the_video_in_the_end(mishap), mishap)
        for mishap in (Mishap.DOWNLOAD_FAILS, Mishap.DOWNLOAD_CUT, Mishap.LINK_EXPIRED)
    ),
    Check("keeps no web page as a video", making.keeps_no_web_page_as_a_video, Mishap.NOT_A_VIDEO),
    Check("cancels in vain quietly", making.cancels_in_vain_quietly, Mishap.CANCEL_FAILS),
    Check("names the key as the problem", making.names_the_key_as_the_problem, Mishap.BAD_KEY),
)
