"""The draft of a brief, kept in the job's row while it is written."""

from __future__ import annotations

from ...jobs import Changes, Claim
from ...writers.drafts import Draft
from .. import console
from .progress import BRIEFED


class RowDrafts:
    """Keeps the draft of one claimed job. What is kept is committed: a worker that is killed costs no call twice."""

    def __init__(self, claim: Claim) -> None:
        self._claim = claim

    @property
    def draft(self) -> Draft | None:
        """What the row has."""
        return self._claim.job.draft

    def keep(self, draft: Draft | None, told: str, part: float) -> None:
        """Commit the draft and how far it is. Raises `LeaseLost` if the job was cancelled or taken over meanwhile."""
        known = self.draft
        changes: Changes = {"activity": told, "progress": BRIEFED * part}
        self._claim.hold(**changes, **({} if draft == known else {"draft": draft}))
        if draft is not None and (known is None or known.outline != draft.outline):
            console.outlined([(scene.idea, scene.kind) for scene in draft.outline.scenes])
        console.writing(told)
