"""A finished film to take along: on paper, as slides, as one page that needs no network, as a small moving picture."""
