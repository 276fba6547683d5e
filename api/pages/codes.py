"""A feed's address for phones: as it is, as webcal, and both as QR codes to be photographed from the screen."""

from typing import NamedTuple

import segno
from markupsafe import Markup


class Codes(NamedTuple):
    """An address: http as it is, webcal for calendars that subscribe at a touch, and the codes of both as SVG."""

    http: str
    webcal: str
    http_code: Markup
    webcal_code: Markup


def codes_of(address: str) -> Codes:
    """The codes of an address that begins with http:// or https://."""
    webcal = "webcal://" + address.partition("://")[2]
    return Codes(address, webcal, _code(address, "日历地址二维码"), _code(webcal, "苹果手机订阅二维码"))


def _code(text: str, title: str) -> Markup:
    made = segno.make(text, error="m", micro=False)
    return Markup(made.svg_inline(scale=4, border=3, dark="#000", light="#fff", title=title, omitsize=False))
