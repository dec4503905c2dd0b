"""Text that is measured before it is placed, in every script that has a font here."""
