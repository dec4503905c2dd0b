"""How costs are asked for and told."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from ..text import Text

_WHEN = "A date or a date and time, UTC unless it says otherwise: 2026-11-29, 2026-11-29T08:00:00Z."


class CostsQuery(BaseModel):
    """Which costs are wanted. Without days: those of the last thirty."""

    model_config = ConfigDict(validate_by_name=False)

    since: Annotated[Text | None, Field(alias="from", max_length=40, description=f"{_WHEN} It is included.")] = None
    until: Annotated[
        Text | None,
        Field(alias="to", max_length=40, description=f"{_WHEN} A date is included, a time is not."),
    ] = None
    by: Annotated[
        Text, Field(max_length=100, description="day, engine, model, owner; several by commas, or by several `by`.")
    ] = "day"
    format: Annotated[Literal["json", "csv"] | None, Field(description="Instead of the header Accept.")] = None


class CostTotal(BaseModel):
    """What orders cost, in US dollars to four places. `seconds` are of video."""

    usd: float
    orders: int
    seconds: float
    unknown: Annotated[
        int,
        Field(
            description="Orders whose price is not known (not in `usd`), or of which nobody knows whether they were "
            "taken (counted in `usd` as if they were)."
        ),
    ]


class CostRow(CostTotal):
    """The same of one day (UTC), engine, model or owner; only what was asked for is there."""

    day: str | None = None
    engine: str | None = None
    model: str | None = None
    owner: Annotated[str | None, Field(description='"local": ordered while nobody had to log in.')] = None


class BudgetState(BaseModel):
    """How much of a budget is used in its present day or month (UTC), in US dollars."""

    model_config = ConfigDict(validate_by_name=True, serialize_by_alias=True)

    whose: Annotated[
        Literal["all", "anonymous", "owner"],
        Field(description="Everybody's together, of all who have not logged in, or of one owner alone."),
    ]
    owner: str | None = None
    span: Literal["day", "month"]
    limit_usd: float
    used_usd: float
    percent: Annotated[int, Field(description="Of the budget, rounded down; of one of nothing it is 100.")]
    since: Annotated[str, Field(alias="from")]
    until: Annotated[str, Field(alias="to")]
    alerts: Annotated[list[int], Field(description="The steps (50, 80, 100 percent) that were told of.")]


class BudgetList(BaseModel):
    """The budgets that one may see: one's own, and for admins also those of all."""

    currency: Literal["USD"]
    budgets: list[BudgetState]


class CostReport(BaseModel):
    """Costs of orders sent from `from` on and before `to`. Engines that are built in cost nothing and are not in it."""

    model_config = ConfigDict(validate_by_name=True, serialize_by_alias=True)

    since: Annotated[str, Field(alias="from")]
    until: Annotated[str, Field(alias="to")]
    currency: Literal["USD"]
    total: CostTotal
    rows: list[CostRow]
    ever: Annotated[bool, Field(description="Whether anything was paid at any time.")]
