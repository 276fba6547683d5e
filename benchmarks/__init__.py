"""What is measured, never asserted: times and memory on this machine, each with how to repeat it."""
