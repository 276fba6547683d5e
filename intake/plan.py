"""Plans in: a solver's or a hand-made one, with every fault named."""

import json

from pydantic import ValidationError

from intake.faults import faults_of
from models.errors import BadInput, Fault, TooLarge
from models.plan import Plan

SCHEMA = "richeng.plan/1"
MOST_BYTES = 20 * 1024 * 1024


def read_plan(raw: bytes) -> Plan:
    """The plan in a JSON text. Raises TooLarge, or BadInput with all faults at once."""
    if len(raw) > MOST_BYTES:
        raise TooLarge(f"文件超过 {MOST_BYTES // 1024 // 1024} MB，请缩短计划范围，或分月提交")
    try:
        text = raw.decode("utf-8-sig")
        document = json.loads(text)
    except UnicodeDecodeError:
        raise BadInput([Fault("（全文）", "文件不是 UTF-8 编码，请另存为 UTF-8 后再提交")]) from None
    except json.JSONDecodeError as error:
        message = f"第 {error.lineno} 行第 {error.colno} 个字符处不合 JSON 格式，请检查引号、逗号和括号"
        raise BadInput([Fault("（全文）", message)]) from None
    except (RecursionError, ValueError):
        raise BadInput([Fault("（全文）", "嵌套过深或数字过大，不合方案格式，请按格式重新生成")]) from None
    said = document.get("schema", SCHEMA) if isinstance(document, dict) else SCHEMA
    if said != SCHEMA and isinstance(said, str) and said.startswith("richeng."):
        what = "摘要" if said.startswith("richeng.brief/") else "另一种或另一格式版本的文件"
        raise BadInput([Fault("schema", f"这是{what}，这里要的是方案（{SCHEMA}）；请核对文件的先后")])
    try:
        return Plan.model_validate_json(text)
    except ValidationError as error:
        raise BadInput(faults_of(error)) from None
