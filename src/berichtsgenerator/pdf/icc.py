"""An sRGB colour profile for the output intent (ISO 19005-2, 6.2.3), made from the published figures of the colour
space.

Written after ICC.1:2010 (version 4.2) with the primaries of IEC 61966-2-1 adapted to D50 (Bradford) and its transfer
curve as a parametric function; no foreign profile is embedded.
"""

from __future__ import annotations

from functools import cache
from struct import pack

_PRIMARIES = {
    b"rXYZ": (0.4360747, 0.2225045, 0.0139322),
    b"gXYZ": (0.3850649, 0.7168786, 0.0971045),
    b"bXYZ": (0.1430804, 0.0606169, 0.7141733),
}
_D50 = (0.9642, 1.0, 0.8249)
_ADAPTATION = (1.0478112, 0.0228866, -0.0501270, 0.0295424, 0.9904844, -0.0170491, -0.0092345, 0.0150436, 0.7521316)
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def _fixed(values: tuple[float, ...]) -> bytes:
    return b"".join(pack(">i", round(value * 65536)) for value in values)


def _text(text: str) -> bytes:
    data = text.encode("utf-16-be")
    return b"mluc" + pack(">IIIHHII", 0, 1, 12, 0x656E, 0x5553, len(data), 28) + data


@cache
def srgb_profile() -> bytes:
    """The profile's bytes, always the same."""
    tags: list[tuple[bytes, bytes]] = [
        (b"desc", _text("sRGB IEC61966-2.1")),
        (b"cprt", _text("Public domain; no rights reserved.")),
        (b"wtpt", b"XYZ \0\0\0\0" + _fixed(_D50)),
        (b"chad", b"sf32\0\0\0\0" + _fixed(_ADAPTATION)),
    ]
    tags += [(name, b"XYZ \0\0\0\0" + _fixed(values)) for name, values in _PRIMARIES.items()]
    curve = b"para\0\0\0\0" + pack(">HH", 3, 0) + _fixed(_CURVE)
    offset = 128 + 4 + 12 * (len(tags) + 3)
    table, body = b"", b""
    for name, data in tags:
        data += b"\0" * (-len(data) % 4)
        table += name + pack(">II", offset + len(body), len(data))
        body += data
    for name in (b"rTRC", b"gTRC", b"bTRC"):
        table += name + pack(">II", offset + len(body), len(curve))
    body += curve
    size = offset + len(body)
    header = pack(">I4sI4s4s4s", size, b"\0\0\0\0", 0x04200000, b"mntr", b"RGB ", b"XYZ ")
    header += pack(">6H", 2000, 1, 1, 0, 0, 0) + b"acsp" + b"\0" * 28 + _fixed(_D50)
    header += b"\0" * (128 - len(header))
    return header + pack(">I", len(tags) + 3) + table + body
