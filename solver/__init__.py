"""The only speaker of CP-SAT."""
