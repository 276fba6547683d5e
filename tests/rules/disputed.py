"""Cases on which the rules and the second reading of the law differ, until a person settles them.

Each is a case sheet's (code, name) and why the rule's word is doubted. The mark is strict: once the rule judges
as its sheet says, the test fails until the row is taken out here. The list only shrinks.
"""

DISPUTED: dict[tuple[str, str], str] = {
    ("6-a", "写的是区长主持，区长却外出"): "says that the head chairs while he is away; only 65-b tells the breach",
    ("6-a", "没有设主持席，区长也不到场"): "is silent where the meeting has no chair's seat: held without the head",
    ("7-d", "两份外出重叠，其中一份是出差"): "of two absences in one half-day only the last one listed is looked at",
    (
        "43-a",
        "在岗的副区长由他人顶替，虽有决定",
    ): "a decision lets anybody sit for a member in town",
    ("43-b", "摘要里根本没有登记常务会议"): "judges meetings that were called, never the month that has none",
    ("47-a", "变通由政府办主任批准"): "takes anybody's waiver; leave from these meetings is the head's to give",
    (
        "47-a",
        "区长办公会议，公布后才获准外出",
    ): "looks at members of bodies only, not at other head's meetings",
    ("66-a", "同一个下午两场座谈会"): "counts one half-day twice when two seminars share it",
    ("house-office-hours", "不在半点上"): "does not audit the grid that it plans on",
    ("house-past-stands", "把过去的从方案里删去"): "a past event may vanish from the plan unless it was a must",
    ("house-past-stands", "把过去的调研从方案里删去"): "past research may vanish from the plan",
    ("house-window", "排到本期以外"): "an event may be booked outside the plan's own days",
}
