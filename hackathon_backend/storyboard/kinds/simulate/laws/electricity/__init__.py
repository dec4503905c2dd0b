"""Currents in circuits."""
