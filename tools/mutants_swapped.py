"""A mutant put in the place of its original, in a process that has imported everything."""

import sys
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OURS = ("models", "rules", "solver", "intake", "tests")


def users_of(module: ModuleType) -> set[str]:
    """Names of a module and of all of ours that import it, however far."""
    found, new = set(), {module.__name__}
    while new:
        found |= new
        new = {name for name, other in _ours() if name not in found and _imports(other) & found}
    return found


def _ours() -> list[tuple[str, ModuleType]]:
    return [(name, module) for name, module in list(sys.modules.items()) if name.split(".")[0] in OURS]


def _imports(module: ModuleType) -> set[str]:
    """Modules that a module's names come from."""
    things = list(vars(module).values())
    return {
        thing.__name__ if isinstance(thing, ModuleType) else str(getattr(thing, "__module__", "")) for thing in things
    }


def swap(module: ModuleType, code: CodeType) -> None:
    """Make a module behave as the mutant does, for everybody who has imported from it.

    Functions keep who they are and get the mutant's code; constants are replaced wherever they are known by their
    name. Raises whatever the mutant raises when it is imported.
    """
    fresh: dict[str, Any] = {"__name__": module.__name__, "__file__": module.__file__}
    exec(code, fresh)
    for name, now in fresh.items():
        was = vars(module).get(name)
        if name.startswith("__") or getattr(was, "__module__", module.__name__) != module.__name__:
            continue
        if isinstance(was, type):
            _swap_class(was, now)
        elif not _swap_function(was, now) and not isinstance(now, ModuleType) and _differ(was, now):
            for _, other in _ours():
                if vars(other).get(name) is was:
                    setattr(other, name, now)


def _differ(was: Any, now: Any) -> bool:
    """Whether a constant has changed; an instance of a class of ours has not, its class has."""
    return isinstance(now, int | bool | tuple | dict | set | frozenset) and bool(was != now)


def _swap_class(was: type, now: type) -> None:
    for name, new in vars(now).items():
        old = vars(was).get(name)
        if not _swap_function(old, new) and not name.startswith("_") and _differ(old, new):
            setattr(was, name, new)
    if issubclass(was, tuple) and "_fields" in vars(was):
        was.__new__.__defaults__ = now.__new__.__defaults__


def _swap_function(was: Any, now: Any) -> bool:
    """Give a function, or what wraps one, the code of another; whether it is one."""
    pairs = list(_functions(was, now))
    for old, new in pairs:
        old.__code__, old.__defaults__, old.__kwdefaults__ = new.__code__, new.__defaults__, new.__kwdefaults__
    if hasattr(was, "cache_clear"):
        was.cache_clear()
    return bool(pairs)


def _functions(was: Any, now: Any) -> Iterator[tuple[FunctionType, FunctionType]]:
    for peel in (_itself, _wrapped, _getter, _cached):
        old, new = peel(was), peel(now)
        if isinstance(old, FunctionType) and isinstance(new, FunctionType):
            yield old, new
            return


def _itself(thing: Any) -> Any:
    return thing


def _wrapped(thing: Any) -> Any:
    return getattr(thing, "__wrapped__", None) or getattr(thing, "__func__", None)


def _getter(thing: Any) -> Any:
    return thing.fget if isinstance(thing, property) else None


def _cached(thing: Any) -> Any:
    return thing.func if isinstance(thing, cached_property) else None
