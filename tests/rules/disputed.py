"""Cases on which the rules and the second reading of the law differ, until a person settles them.

Each is a case sheet's (code, name) and why the rule's word is doubted. The mark is strict: once the rule judges
as its sheet says, the test fails until the row is taken out here. The list only shrinks.
"""

DISPUTED: dict[tuple[str, str], str] = {}
