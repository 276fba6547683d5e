"""The law: one article or clause, one file."""
