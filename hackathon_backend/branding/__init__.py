"""Whose films they are: a name, a colour and a mark that an owner has on all films they order."""
