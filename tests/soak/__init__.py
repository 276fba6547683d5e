"""Random agreement: hundreds of small briefs by chance in the tests, thousands by ``start.py soak``.

`cases` makes them, `laws` and `kin` say what must hold of each, `reach` counts which rules they exercise.
"""
