"""The links of a cast: their ways around things, places for their labels, and what draws them."""
