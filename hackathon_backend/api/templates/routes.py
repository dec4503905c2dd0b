"""The templates that prompts can begin with, and their gaps filled."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from ...writers.templates.template import PromptTemplate
from ..current import current_container
from ..moderating import check_texts
from ..openapi import answers, spec
from ..reading import read_json
from ..sending import send
from .schemas import GapField, RenderedPrompt, TemplateList, TemplateValues, TemplateView

templates = Blueprint("templates", __name__)


@templates.get("/api/templates")
@spec.validate(resp=answers(HTTP_200=TemplateList), tags=["prompts"])
def list_templates() -> Any:
    """All templates, by category."""
    return send(TemplateList(templates=[_view(each) for each in current_container().templates.templates]))


@templates.get("/api/templates/<template_id>")
@spec.validate(resp=answers(HTTP_200=TemplateView, refused=(404,)), tags=["prompts"])
def get_template(template_id: str) -> Any:
    """One template with its gaps."""
    return send(_view(current_container().templates.get(template_id)))


@templates.post("/api/templates/<template_id>/render")
@spec.validate(
    json=TemplateValues, resp=answers(HTTP_200=RenderedPrompt, refused=(400, 404, 413, 415)), tags=["prompts"]
)
def render_template(template_id: str) -> Any:
    """The template's prompt with values in its gaps."""
    template = current_container().templates.get(template_id)
    values = read_json(TemplateValues).values
    prompt, missing = template.render(values)
    check_texts({f"values.{name}": value for name, value in values.items() if isinstance(value, str)})
    check_texts({"prompt": prompt})
    return send(
        RenderedPrompt(
            object="prompt",
            template=template.id,
            prompt=prompt,
            missing=missing,
            medium=template.medium,
            model=template.model,
            seconds=template.seconds,
            aspect_ratio=template.aspect_ratio,
        )
    )


def _view(template: PromptTemplate) -> TemplateView:
    gaps = [GapField(name=name, **gap.model_dump()) for name, gap in template.gaps.items()]
    told = template.model_dump(exclude={"gaps"})
    return TemplateView(**told, gaps=gaps, own=template.id in current_container().templates.own)
