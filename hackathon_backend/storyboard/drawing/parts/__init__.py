"""What many pictures are put together from: headings, cards, lists, icons, the running head."""
