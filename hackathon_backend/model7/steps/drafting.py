"""The draft of a brief or a translation, kept in the job's row while it is written."""

from __future__ import annotations

from ...jobs import Changes, Claim
from ...translations.draft import TranslationDraft
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
        draft = self._claim.job.draft
        return draft if isinstance(draft, Draft) else None

    def keep(self, draft: Draft | None, told: str, part: float) -> None:
        """Commit the draft and how far it is. Raises `LeaseLost` if the job was cancelled or taken over meanwhile."""
        known = self.draft
        changes: Changes = {"activity": told, "progress": BRIEFED * part}
        self._claim.hold(**changes, **({} if draft == known else {"draft": draft}))
        if draft is not None and (known is None or known.outline != draft.outline):
            console.outlined([(scene.idea, scene.kind) for scene in draft.outline.scenes])
        console.writing(told)


class RowTranslation:
    """Keeps the draft of a translation of one claimed job in the same way."""

    def __init__(self, claim: Claim) -> None:
        self._claim = claim

    @property
    def draft(self) -> TranslationDraft:
        """What the row has."""
        draft = self._claim.job.draft
        return draft if isinstance(draft, TranslationDraft) else TranslationDraft()

    def keep(self, draft: TranslationDraft, told: str, part: float) -> None:
        """Commit the draft and how far it is. Raises `LeaseLost` if the job was cancelled or taken over meanwhile."""
        self._claim.hold(activity=told, progress=max(self._claim.job.progress, BRIEFED * part), draft=draft)
        console.writing(told)
