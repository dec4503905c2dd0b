"""PDF: what stands on its pages, read in the order in which people read it."""
