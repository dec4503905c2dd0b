"""Where finished files live."""

from .local import LocalStorage, StoredFile, age_days, video_stem

__all__ = ["LocalStorage", "StoredFile", "age_days", "video_stem"]
