"""Where finished files live."""

from .local import WORK, LocalStorage, StoredFile, age_days, video_stem

__all__ = ["WORK", "LocalStorage", "StoredFile", "age_days", "video_stem"]
