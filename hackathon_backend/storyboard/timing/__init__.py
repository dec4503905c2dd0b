"""When things are spoken and so appear, and how long they stay."""
