"""Light: through glass and water, by lenses and mirrors."""
