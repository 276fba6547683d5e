"""The law: one article or clause, one file. Adding a rule is adding a file that exports `RULE`."""

from importlib import import_module
from pkgutil import iter_modules

from models.audit import Audit
from models.brief import Brief
from models.plan import Plan
from rules.base import Rule


def _discover() -> tuple[Rule, ...]:
    names = sorted(m.name for m in iter_modules(__path__) if m.name.startswith(("article_", "house_", "variant_")))
    return tuple(import_module(f"{__name__}.{name}").RULE for name in names)


RULES: tuple[Rule, ...] = _discover()


def audit(brief: Brief, plan: Plan, rules: tuple[Rule, ...] = RULES) -> Audit:
    """Judge a plan by every rule, without the solver; all findings, none stops the next."""
    findings = tuple(finding for rule in rules for finding in rule.audit(brief, plan))
    return Audit(brief=brief.digest, plan=plan.digest, findings=findings)
