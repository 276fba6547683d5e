"""Engines behind one interface: all of them solve the same rows, a flat view of a sheet."""
