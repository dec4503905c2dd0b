"""The network, with care: bounded calls, URLs of strangers, JSON of strangers."""
