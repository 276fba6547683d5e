"""Memory: publications are appended, never overwritten."""
