"""What a request may come with beside a key or a session: tokens of another site, or nothing but where it is from."""
