"""How written text is read out: numerals, units, signs and formulas as words."""
