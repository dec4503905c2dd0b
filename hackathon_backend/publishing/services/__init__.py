"""Services that publish, a module each. One is added by adding its module: with a function `build(settings)`."""
