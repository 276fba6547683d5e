"""A policy told setting by setting: what is set, on whose word, and what the office has still to confirm."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from models.policy import Policy
from models.spans import Frozen

UNMARKED_ASSUMED = frozenset({"hours.summer_from", "hours.summer_to"})  # office hours are not made of settings
UNMARKED_ZH = {
    "hours.winter": "冬季办公时间",
    "hours.summer": "夏季办公时间",
    "hours.summer_from": "夏季办公时间从哪天起",
    "hours.summer_to": "夏季办公时间到哪天止",
}
FOOTER = "页脚"
PLAIN = frozenset({"name", "source", "effective_from", "sources", "confirmed"})


class Setting(NamedTuple):
    """One setting as it stands. path: ``standing.quorum``; source: on whose word; changed: differs from the seed."""

    path: str
    zh: str
    value: Any
    article: str
    source: str
    assumed: bool
    changed: bool

    @property
    def is_set(self) -> bool:
        """Whether any rule speaks because of it; none and empty are silence."""
        return self.value is not None and self.value != () and self.value != {}

    @property
    def text(self) -> str:
        """The value as a policy file writes it; 不设 where it is unset."""
        return json.dumps(self.value, ensure_ascii=False, default=_jsonable) if self.is_set else "不设"


def _jsonable(value: Any) -> Any:
    return value.model_dump(mode="json") if isinstance(value, Frozen) else str(value)


def settings(policy: Policy) -> Iterator[Setting]:
    """Every setting of a policy, in the order of its sections."""
    seed = Policy()
    for section in Policy.model_fields.keys() - PLAIN:
        assert isinstance(getattr(seed, section), Frozen)
    for section, info in Policy.model_fields.items():
        if section in PLAIN:
            continue
        model: Frozen = getattr(policy, section)
        for name, field in type(model).model_fields.items():
            path = f"{section}.{name}"
            extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
            value, was = getattr(model, name), getattr(getattr(seed, section), name)
            own = path in policy.sources or value != was
            yield Setting(
                path=path,
                zh=field.description or UNMARKED_ZH.get(path, info.description or ""),
                value=value,
                article=str(extra.get("article", FOOTER)),
                source=policy.cites(path) if own else policy.source,
                assumed=bool(extra.get("assumed")) or path in UNMARKED_ASSUMED,
                changed=value != was,
            )


def paths() -> frozenset[str]:
    """The path of every setting."""
    return frozenset(setting.path for setting in settings(Policy()))


def assumptions(policy: Policy) -> tuple[Setting, ...]:
    """Settings that no source confirmed and that the office has not confirmed either.

    A setting that the policy takes from a source of its own is not assumed any more.
    """
    open_ones = (s for s in settings(policy) if s.assumed and s.is_set)
    return tuple(s for s in open_ones if s.path not in policy.confirmed and s.path not in policy.sources)
