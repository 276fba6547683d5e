"""Bytes in, models out, with every fault named."""
