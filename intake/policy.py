"""Policies in: one office's settings, written down as far as they differ from the seed's, with every fault named."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from intake.brief import freeze, write_brief
from intake.faults import faults_of
from intake.freeze import standing_meetings
from intake.huddles import huddles
from models.brief import Brief
from models.errors import BadInput, Fault, TooLarge
from models.policy import Policy
from models.policy_listing import paths

SCHEMA = "richeng.policy/1"
MOST_BYTES = 1024 * 1024
REQUIRED = ("schema", "name", "source", "effective_from")
POLICY: TypeAdapter[Policy] = TypeAdapter(Policy)


def read_policy(raw: bytes | str) -> Policy:
    """The policy in a JSON text: what it does not name is as the seed has it.

    Raises TooLarge, or BadInput with all faults at once.
    """
    if len(raw) > MOST_BYTES:
        raise TooLarge("政策文件超过 1 MB，请只写与默认不同的设置")
    try:
        text = raw.decode("utf-8-sig") if isinstance(raw, bytes) else raw.removeprefix("\ufeff")
        document = json.loads(text)
    except UnicodeDecodeError:
        raise BadInput([Fault("（全文）", "文件不是 UTF-8 编码，请另存为 UTF-8 后再提交")]) from None
    except json.JSONDecodeError as error:
        message = f"第 {error.lineno} 行第 {error.colno} 个字符处不合 JSON 格式，请检查引号、逗号和括号"
        raise BadInput([Fault("（全文）", message)]) from None
    except (RecursionError, ValueError):
        raise BadInput([Fault("（全文）", "嵌套过深或数字过大，不合政策格式，请按格式重新生成")]) from None
    if not isinstance(document, dict):
        raise BadInput([Fault("（全文）", "政策应为一个 JSON 对象（花括号），请按格式重新生成")])
    return policy_of(document)


def policy_of(document: Mapping[str, Any]) -> Policy:
    """The policy of a document as JSON has it. Raises BadInput with all faults at once."""
    faults = [Fault(name, "缺少此项，请补上") for name in REQUIRED if name not in document]
    if document.get("schema", SCHEMA) != SCHEMA:
        faults.append(Fault("schema", f"应为 {SCHEMA}，请改正，或换用相应版本的程序"))
    try:
        policy = POLICY.validate_python({k: v for k, v in document.items() if k != "schema"})
    except ValidationError as error:
        raise BadInput(faults + faults_of(error)) from None
    known = paths()
    faults += [Fault(f"sources.{path}", "没有这项设置，请核对名称") for path in policy.sources if path not in known]
    faults += [
        Fault(f"confirmed[{n}]", f"没有 {path} 这项设置，请核对名称")
        for n, path in enumerate(policy.confirmed)
        if path not in known
    ]
    if faults:
        raise BadInput(faults)
    return policy


def under(brief: Brief, policy: Policy) -> Brief:
    """The brief frozen anew under another policy: what freezing had added under the old one is added afresh.

    Raises BadInput where the policy is not yet in force on the horizon's first day, or does not fit the brief.
    """
    if policy.effective_from > brief.horizon.first:
        message = f"自 {policy.effective_from} 起施行，而排期从 {brief.horizon.first} 开始，请改排期或换用当时的政策"
        raise BadInput([Fault("policy.effective_from", message)])
    added = {event.id: event for event in (*standing_meetings(brief), *huddles(brief))}
    document: dict[str, Any] = json.loads(write_brief(brief))
    document["events"] = [
        written
        for written, event in zip(document["events"], brief.events, strict=True)
        if added.get(event.id) != event
    ]
    document["policy"] = policy.model_dump(mode="json")
    return freeze(document)
