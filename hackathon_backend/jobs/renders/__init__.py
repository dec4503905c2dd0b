"""Films that workers make: what is known of them is in the database."""
