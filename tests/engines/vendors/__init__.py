"""Vendors of video models on the loopback: each speaks its protocol as the vendor's own SDK sends and reads it."""
