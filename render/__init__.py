"""Pure functions: a publication and an audience in, what people read out."""
