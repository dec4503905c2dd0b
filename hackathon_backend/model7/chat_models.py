"""The language models that the settings name."""

from __future__ import annotations

from ..settings import Settings
from ..writers.llm.chat_model import ChatModel
from ..writers.llm.fair_slots import FairSlots
from ..writers.llm.faults import ModelUse

_RULES = "Prompts are refined by rules."


def chat_model_of(settings: Settings) -> ChatModel | None:
    """The language model that the settings name, if they name one."""
    if not settings.has_chat_model:
        return None
    return ChatModel(
        settings.openai_api_key,
        settings.openai_base_url,
        settings.chat_model,
        timeout=settings.chat_timeout,
        slots=FairSlots(settings.chat_at_once),
    )


def refine_model_of(settings: Settings, chat_model: ChatModel | None) -> ChatModel | None:
    """The language model that refines prompts: one of its own if the settings name one, else the chat's."""
    name, key = settings.refine_model or settings.chat_model, settings.refine_key
    if key or settings.refine_base_url:
        use = ModelUse(settings.refine_key_name, "REFINE_BASE_URL", "REFINE_MODEL", _RULES)
        return ChatModel(key, settings.refine_url, name, timeout=settings.chat_timeout, use=use)
    if chat_model is None or name == settings.chat_model:
        return chat_model
    use = ModelUse(name="REFINE_MODEL", stand_in=_RULES)
    return ChatModel(settings.openai_api_key, settings.openai_base_url, name, timeout=settings.chat_timeout, use=use)
