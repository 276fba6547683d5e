"""Routes: each file one thought, each function a few lines."""
