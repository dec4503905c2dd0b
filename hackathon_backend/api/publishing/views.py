"""Publications and accounts as they are told."""

from __future__ import annotations

from collections.abc import Sequence

from ...jobs import Job
from ...publishing.advice import advice_on
from ...publishing.base import SocialAccount
from ...publishing.models import Publication
from ...publishing.planning import suggested_text
from ...publishing.platforms import PlatformRules, platform_rules
from ...times import iso
from ..current import current_container
from ..sharing.routes import title_of
from .schemas import AccountView, PageView, PublicationList, PublicationView, RulesView, TextRuleView, TitleRuleView


def account_view(account: SocialAccount, job: Job | None = None) -> AccountView:
    """An account, with a text to begin with if it is about a film."""
    rules = platform_rules()[account.platform]
    return AccountView(
        id=account.id,
        platform=account.platform,
        name=account.name,
        handle=account.handle,
        pages=[PageView(id=page.id, name=page.name) for page in account.pages],
        rules=_rules_view(rules),
        suggestion=suggested_text(job, rules) if job is not None else None,
    )


def publication_list(rows: Sequence[Publication]) -> PublicationList:
    """Publications with what their films are called, and how far they are."""
    films = current_container().store.many({each.job_id for each in rows})
    return PublicationList(publications=[publication_view(each, films.get(each.job_id)) for each in rows])


def publication_view(row: Publication, job: Job | None) -> PublicationView:
    """A publication of a film, None if that is gone, and how far it is."""
    rules = platform_rules().get(row.platform)
    return PublicationView(
        object="publication",
        id=row.id,
        video_id=row.job_id,
        video_title=title_of(job) if job is not None and job.deleted_at is None else None,
        version_id=row.variant_id,
        service=row.service,
        account=row.account,
        account_name=row.account_name,
        platform=row.platform,
        platform_label=rules.label if rules else row.platform,
        text=row.text,
        state=row.state,
        at=iso(row.publish_at) if row.publish_at is not None else None,
        time_zone=row.time_zone,
        url=row.url,
        error=row.error,
        error_code=row.error_code,
        advice=advice_on(row),
        notes=list(row.notes),
        created_at=iso(row.created_at),
        updated_at=iso(row.updated_at),
    )


def _rules_view(rules: PlatformRules) -> RulesView:
    text, title = rules.text, rules.title
    return RulesView(
        label=rules.label,
        shapes=list(rules.shapes),
        seconds=list(rules.seconds),
        megabytes=rules.megabytes,
        text=TextRuleView(most=text.most, unit=text.unit, without=text.without),
        title=TitleRuleView(most=title.most, needed=title.needed) if title else None,
        hashtags=rules.hashtags,
        page=rules.page,
        privacy=list(rules.privacy),
        for_kids=rules.for_kids,
        source=rules.source,
        date=rules.date,
    )
