"""What may be unpacked: Office files are zips, and a small one can hold a flood or a trap."""

import io
import re
import zipfile
from typing import NamedTuple

from models.errors import BadInput, Fault

MOST_BYTES = 8 * 1024 * 1024
MOST_UNPACKED = 64 * 1024 * 1024
MOST_PARTS = 500
MOST_RATIO = 100
SMALL = 1024 * 1024  # below it no ratio is dangerous: blanks in a small sheet pack very well
DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class Archive(NamedTuple):
    """An opened Office file whose every part is known to be of a bearable size."""

    parts: dict[str, bytes]


def opened(raw: bytes, what: str) -> Archive:
    """The parts of an Office file, unpacked within limits.

    what: what the file is called in a fault, as in ``Excel 文件``. Raises BadInput before anything is parsed: for no
    zip, too much, too many parts, a ratio that only bombs have, encryption, macros, and XML that declares entities.
    """

    def fault(message: str) -> BadInput:
        return BadInput([Fault("（整个文件）", message)])

    if len(raw) > MOST_BYTES:
        raise fault(f"文件超过 {MOST_BYTES // 1024 // 1024} MB，请删去无关的内容后再交")
    try:
        packed = zipfile.ZipFile(io.BytesIO(raw))
        infos = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError):
        raise fault(f"不是 {what}，或已损坏；请用 Word 或 Excel（WPS 亦可）另存为新格式后再交") from None
    if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise fault("文件解开后过大，请复制到新文件后再交")
    parts: dict[str, bytes] = {}
    left = MOST_UNPACKED
    for info in infos:
        if info.flag_bits & 1:
            raise fault("文件加了密码，请去掉密码后再交")
        if info.file_size > SMALL and info.file_size > MOST_RATIO * max(1, info.compress_size):
            raise fault("文件解开后过大，请复制到新文件后再交")
        if "vbaproject" in info.filename.lower():
            raise fault("文件带有宏，请另存为不带宏的文件（.xlsx 或 .docx）后再交")
        try:
            with packed.open(info) as part:
                body = part.read(left + 1)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, EOFError, OSError) as error:
            raise fault(f"不是 {what}，或已损坏；请重新另存后再交") from error
        left -= len(body)
        if left < 0:
            raise fault("文件解开后过大，请复制到新文件后再交")
        if info.filename in parts:
            raise fault(f"不是 {what}，或已损坏；请重新另存后再交")
        if info.filename.endswith((".xml", ".rels")) and (b"\x00" in body or DOCTYPE.search(body)):
            raise fault("文件里有外部实体声明，不予读取；请用 Excel 或 Word 重新另存后再交")
        parts[info.filename] = body
    return Archive(parts)
