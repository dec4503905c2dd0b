"""Collections: films, lessons and other collections in an order, as folders or as courses."""
