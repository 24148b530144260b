"""A finished drawing put back on a sheet, so that what stands on the page can be saved alone.

Reads the display list of :mod:`berichtsgenerator.charts.canvas.renderer`: the PDF operators that it writes, no others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from matplotlib.path import Path

from berichtsgenerator.charts.canvas.sheet import Sheet
from berichtsgenerator.charts.canvas.style import ChartStyle, Colour, DashPattern
from berichtsgenerator.document.drawings import Drawing, PathItem

_CAPS = ("butt", "round", "projecting")
_POINTS = {"m": ((Path.MOVETO,), 1), "l": ((Path.LINETO,), 1), "c": ((Path.CURVE4,) * 3, 3)}


@dataclass(frozen=True, slots=True)
class _State:
    """The graphics state that the drawings use."""

    fill: Colour = (0.0, 0.0, 0.0)
    line: Colour = (0.0, 0.0, 0.0)
    weight: float = 1.0
    dash: DashPattern = ()
    cap: str = "butt"
    alpha: float = 1.0
    clip: tuple[Path, ...] = ()


def replay(drawing: Drawing, style: ChartStyle) -> Sheet:
    """The drawing on a sheet of its size; raises ValueError for an operator that no drawing of this project has."""
    sheet = Sheet(drawing.width, drawing.height, style)
    for item in drawing.items:
        if isinstance(item, PathItem):
            _Interpreter(sheet).run(item.operators)
        else:
            sheet.text(item.x, item.y, item.text, face=item.face, size=item.size, colour=item.colour, angle=item.angle)
    return sheet


class _Interpreter:
    """Runs the operators of one path item."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._state = _State()
        self._stack: list[_State] = []
        self._vertices: list[tuple[float, float]] = []
        self._codes: list[int] = []
        self._clipping = False
        self._operands: list[str] = []
        self._commands: dict[str, Callable[[], None]] = {
            "q": lambda: self._stack.append(self._state),
            "Q": self._restore,
            "rg": lambda: self._change(fill=self._colour()),
            "RG": lambda: self._change(line=self._colour()),
            "w": lambda: self._change(weight=self._numbers()[0]),
            "J": lambda: self._change(cap=_CAPS[int(self._numbers()[0])]),
            "j": lambda: None,
            "d": self._dash,
            "gs": lambda: self._change(alpha=int(self._operands[-1].removeprefix("/Ga")) / 100),
            "h": self._close,
            "re": self._rectangle,
            "W": self._clip,
            "n": lambda: self._paint(fill=False, line=False),
            "f": lambda: self._paint(fill=True, line=False),
            "S": lambda: self._paint(fill=False, line=True),
            "B": lambda: self._paint(fill=True, line=True),
        }

    def run(self, operators: bytes) -> None:
        """Run all operators."""
        for token in operators.decode("ascii").replace("[", " [ ").replace("]", " ] ").split():
            if token in _POINTS:
                codes, count = _POINTS[token]
                values = self._numbers()[-2 * count :]
                self._vertices += list(zip(values[::2], values[1::2], strict=True))
                self._codes += (int(code) for code in codes)
                self._operands = []
            elif token in self._commands:
                self._commands[token]()
                self._operands = []
            elif token[0].isalpha():
                raise ValueError(f"unknown operator {token!r}")
            else:
                self._operands.append(token)

    def _numbers(self) -> list[float]:
        return [float(token) for token in self._operands]

    def _colour(self) -> Colour:
        red, green, blue = self._numbers()
        return (red, green, blue)

    def _change(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]

    def _restore(self) -> None:
        self._state = self._stack.pop()

    def _dash(self) -> None:
        inner = self._operands[self._operands.index("[") + 1 : self._operands.index("]")]
        self._change(dash=tuple(float(token) for token in inner))

    def _close(self) -> None:
        self._vertices.append(self._vertices[-1])
        self._codes.append(int(Path.CLOSEPOLY))

    def _rectangle(self) -> None:
        x, y, width, height = self._numbers()
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
        self._vertices += corners
        self._codes += [int(Path.MOVETO), *[int(Path.LINETO)] * 3, int(Path.CLOSEPOLY)]

    def _clip(self) -> None:
        self._clipping = True

    def _paint(self, *, fill: bool, line: bool) -> None:
        if self._vertices:
            path = Path(self._vertices, self._codes)
            state = self._state
            if self._clipping:
                self._change(clip=(*state.clip, path))
            if fill or line:
                self._sheet.path(
                    path,
                    fill=state.fill if fill else None,
                    line=state.line if line else None,
                    weight=state.weight,
                    dash=state.dash,
                    alpha=state.alpha,
                    cap=state.cap,
                    # nested clips of drawings lie within each other: the innermost decides
                    clip=state.clip[-1] if state.clip else None,
                )
        self._vertices, self._codes, self._clipping = [], [], False
