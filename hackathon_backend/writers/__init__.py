"""Writers: they make briefs for videos, and text answers. One interface (`base`)."""
