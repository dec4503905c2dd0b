"""Answers that go on: server-sent events and WebSockets, and a bound on how many wait at once."""
