"""YAML files as validated models: every mistake with file, line, column and a proposal, all of them at once.

Comes in: a path and a pydantic model. Goes out: the model (and the places of its parts). Scalars reach pydantic as
text, so a field of type ``str`` keeps ``06432008`` or ``on`` as written; ``int``, ``float``, :data:`YesNo` convert.
"""

from __future__ import annotations

import difflib
import re
import types
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, Tag, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from berichtsgenerator.configuration.yamltree import Loc, PlaceIndex, parse, read_text
from berichtsgenerator.diagnostics import ConfigurationError, Diagnostic, Place, error

__all__ = ["PlaceIndex", "Strict", "YesNo", "closest", "did_you_mean", "load", "load_with_places", "validate"]

T = TypeVar("T", bound=BaseModel)

_YES = frozenset({"ja", "true", "wahr"})
_NO = frozenset({"nein", "false", "falsch"})


def _yes_no(value: object) -> object:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in _YES:
        return True
    if isinstance(value, str) and value.lower() in _NO:
        return False
    raise PydanticCustomError("ja_nein", "erwartet wird „ja“ oder „nein“")


YesNo = Annotated[bool, BeforeValidator(_yes_no)]
"""A switch written ``ja`` or ``nein`` (``true`` and ``false`` are understood)."""


class Strict(BaseModel):
    """Base of configuration models: unknown keys are errors, the model does not change, numbers are finite."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, populate_by_name=False)


def closest(word: str, known: Iterable[str], *, count: int = 3) -> tuple[str, ...]:
    """The known words that ``word`` may have been meant to be, best first."""
    options = sorted(set(known))
    lower = {item.lower(): item for item in reversed(options)}
    found = difflib.get_close_matches(word.lower(), list(lower), n=count, cutoff=0.6)
    return tuple(lower[item] for item in found)


def did_you_mean(word: str, known: Iterable[str], *, listing: str = "Erlaubt sind") -> str:
    """Advice for an unknown word: the nearest known ones, else (when they are few) all of them, else nothing."""
    options = sorted(set(known))
    near = closest(word, options)
    if near:
        return "Meinten Sie " + " oder ".join(f"„{item}“" for item in near) + "?"
    if options and len(options) <= 30:
        return f"{listing}: {', '.join(options)}."
    return ""


_EXPECTED = {
    "string_type": "ein Text",
    "int_type": "eine ganze Zahl",
    "int_parsing": "eine ganze Zahl",
    "int_from_float": "eine ganze Zahl",
    "int_parsing_size": "eine ganze Zahl von üblicher Größe",
    "float_type": "eine Zahl (mit Dezimalpunkt)",
    "float_parsing": "eine Zahl (mit Dezimalpunkt)",
    "finite_number": "eine endliche Zahl",
    "bool_type": "„ja“ oder „nein“",
    "bool_parsing": "„ja“ oder „nein“",
    "list_type": "eine Liste (Zeilen mit „- “)",
    "tuple_type": "eine Liste (Zeilen mit „- “)",
    "set_type": "eine Liste (Zeilen mit „- “)",
    "dict_type": "Einträge der Form „schlüssel: wert“",
    "model_type": "Einträge der Form „schlüssel: wert“",
    "model_attributes_type": "Einträge der Form „schlüssel: wert“",
    "mapping_type": "Einträge der Form „schlüssel: wert“",
    "date_from_datetime_parsing": "ein Datum wie 2024-12-31",
    "date_parsing": "ein Datum wie 2024-12-31",
    "date_type": "ein Datum wie 2024-12-31",
    "none_required": "nichts",
}

NAME_PATTERN = r"^[a-z][a-z0-9_]*$"
"""What an id in a configuration looks like."""
_NAME_ADVICE = "Kennungen beginnen mit einem Buchstaben a bis z; danach stehen a bis z, Ziffern und „_“."

_LIMITS = {
    "greater_than": ("gt", "größer als {}"),
    "greater_than_equal": ("ge", "mindestens {}"),
    "less_than": ("lt", "kleiner als {}"),
    "less_than_equal": ("le", "höchstens {}"),
    "multiple_of": ("multiple_of", "ein Vielfaches von {}"),
}


def _shown_input(value: object) -> str:
    """What stands there, for the message."""
    if value is None:
        return "nichts"
    if isinstance(value, dict):
        return "Einträge der Form „schlüssel: wert“"
    if isinstance(value, list):
        return "eine Liste"
    text = " ".join(str(value).split())
    return f"„{text if len(text) <= 60 else text[:57] + '…'}“"


def _flatten(annotation: Any) -> list[Any]:
    """The alternatives of an annotation: unions, optionals and Annotated taken apart; ``(type, tag)`` pairs."""
    stack: list[tuple[Any, str]] = [(annotation, "")]
    flat: list[Any] = []
    while stack:
        item, tag = stack.pop(0)
        origin = get_origin(item)
        if origin is Annotated:
            inner, *metadata = get_args(item)
            stack.append((inner, next((str(part.tag) for part in metadata if isinstance(part, Tag)), tag)))
        elif origin is Union or origin is types.UnionType:
            stack.extend((part, tag) for part in get_args(item))
        elif type(item).__name__ == "TypeAliasType":
            stack.append((item.__value__, tag))
        else:
            flat.append((item, tag))
    return flat


def _models_at(model: type[BaseModel], loc: Sequence[str | int]) -> list[type[BaseModel]]:
    """The models that can stand at ``loc``, as far as annotations tell."""
    found = _flatten(model)
    for part in loc:
        following: list[Any] = []
        labelled: list[Any] = []
        for item, tag in found:
            origin = get_origin(item)
            if isinstance(part, int) and origin in (list, tuple, set, frozenset):
                following.extend(pair for inner in get_args(item) if inner is not Ellipsis for pair in _flatten(inner))
            elif isinstance(part, str) and origin is dict:
                following.extend(_flatten(get_args(item)[1]))
            elif isinstance(part, str) and isinstance(item, type) and issubclass(item, BaseModel):
                for name, info in item.model_fields.items():
                    if part in (info.alias, name):
                        following.extend(_flatten(info.annotation))
                if part in (tag, item.__name__):
                    labelled.append((item, ""))
        found = following or labelled or found
    return [item for item, _ in found if isinstance(item, type) and issubclass(item, BaseModel)]


def _field_names(models: Iterable[type[BaseModel]]) -> set[str]:
    return {info.alias or name for model in models for name, info in model.model_fields.items()}


def _one(details: ErrorDetails, model: type[BaseModel], places: PlaceIndex) -> tuple[Diagnostic, str]:
    """Diagnostic of one pydantic error, and the expectation in words where several alternatives may be joined."""
    kind, loc, context = details["type"], details["loc"], details.get("ctx", {})
    name = places.key_name(loc)
    place = places.key_place(loc) if loc and loc[-1] == "[key]" else places.place(loc)
    if kind == "extra_forbidden":
        known = _field_names(_models_at(model, loc[:-1]))
        return (
            error("schluessel-unbekannt", f"Den Schlüssel „{loc[-1]}“ gibt es hier nicht.", places.key_place(loc),
                  did_you_mean(str(loc[-1]), known)),
            "",
        )  # fmt: skip
    if kind == "missing":
        return error(
            "schluessel-fehlt", f"Hier fehlt der Schlüssel „{loc[-1]}“.", place, f"Ergänzen Sie „{loc[-1]}: …“."
        ), ""
    if kind in ("literal_error", "enum"):
        options = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        shown = _shown_input(details["input"])
        advice = did_you_mean(str(details["input"]), options)
        return error("wert-unbekannt", f"{shown} ist für „{name}“ nicht vorgesehen.", place, advice), ""
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        options = re.findall(r"'([^']*)'", str(context.get("expected_tags", "")))
        tag = str(context.get("tag", ""))
        return error("art-unbekannt", f"Die Art „{tag}“ gibt es hier nicht.", place, did_you_mean(tag, options)), ""
    if kind == "value_error":
        return error("wert-falsch", f"„{name}“: {context.get('error', details['msg'])}", place), ""
    if kind in _EXPECTED:
        expected = _EXPECTED[kind]
        verb = "braucht" if expected.startswith("Einträge") else "ist"
        return (
            error("wert-art", f"„{name}“ {verb} {expected}; hier steht {_shown_input(details['input'])}.", place),
            expected,
        )
    if kind in _LIMITS:
        field, words = _LIMITS[kind]
        limit = f"{context.get(field):g}".replace(".", ",") if isinstance(context.get(field), int | float) else ""
        return error("wert-grenze", f"„{name}“ muss {words.format(limit or context.get(field))} sein.", place), ""
    if kind in ("too_short", "string_too_short"):
        least = context.get("min_length")
        return error("wert-grenze", f"„{name}“ ist zu kurz; nötig ist mindestens {least}.", place), ""
    if kind in ("too_long", "string_too_long"):
        most = context.get("max_length")
        return error("wert-grenze", f"„{name}“ ist zu lang; erlaubt ist höchstens {most}.", place), ""
    if kind == "string_pattern_mismatch":
        shown = _shown_input(details["input"])
        advice = _NAME_ADVICE if context.get("pattern") == NAME_PATTERN else ""
        return error("wert-form", f"„{name}“ hat nicht die verlangte Form; hier steht {shown}.", place, advice), ""
    return error("wert-falsch", f"„{name}“: {details['msg']}", place), ""


def _only_wrong_inside(details: ErrorDetails) -> bool:
    """True of a list that is called too short because some of its entries are wrong: those are told themselves."""
    given, least = details["input"], details.get("ctx", {}).get("min_length", 0)
    return details["type"] == "too_short" and isinstance(given, list | dict) and len(given) >= least


def diagnostics_of(problem: ValidationError, model: type[BaseModel], places: PlaceIndex) -> list[Diagnostic]:
    """German diagnostics of a validation error, alternatives of one place joined, in the order of the file."""
    joined: dict[Place, list[str]] = {}
    results: dict[tuple[Place, str, str], Diagnostic] = {}
    first: dict[Place, ErrorDetails] = {}
    for details in problem.errors(include_url=False):
        if _only_wrong_inside(details):
            continue
        item, expected = _one(details, model, places)
        if expected:
            words = joined.setdefault(item.place, [])
            first.setdefault(item.place, details)
            if expected not in words:
                words.append(expected)
        results[(item.place, item.code, item.message)] = item
    for place, words in joined.items():
        if len(words) > 1:
            for key in [key for key in results if key[0] == place and key[1] == "wert-art"]:
                del results[key]
            details = first[place]
            shown = _shown_input(details["input"])
            text = f"Hier wird erwartet: {' oder '.join(words)}; es steht dort {shown}."
            results[(place, "wert-art", text)] = error("wert-art", text, place)
    return sorted(results.values(), key=lambda item: (item.place, item.code, item.message))


def validate(data: Any, model: type[T], places: PlaceIndex, *, context: dict[str, Any] | None = None) -> T:
    """The model of plain data; raises ConfigurationError with every finding and its place."""
    if data is None:
        raise ConfigurationError(
            error("datei-leer", "Die Datei ist leer.", Place(places.shown), "Tragen Sie die nötigen Schlüssel ein.")
        )
    if not isinstance(data, dict):
        raise ConfigurationError(
            error(
                "wert-art",
                f"Verlangt sind Einträge der Form „schlüssel: wert“; es steht dort {_shown_input(data)}.",
                places.place(()),
            )
        )
    try:
        return model.model_validate(data, context=context)
    except ValidationError as problem:
        raise ConfigurationError(diagnostics_of(problem, model, places)) from None


def load_with_places(path: Path, model: type[T], *, shown: str | None = None) -> tuple[T, PlaceIndex]:
    """The validated model of a YAML file and the places of its parts.

    ``shown`` is the file's name in messages (default: the path as given). Raises ConfigurationError with all findings.
    """
    name = shown if shown is not None else str(path)
    data, places = parse(read_text(path, shown=name), shown=name)
    return validate(data, model, places), places


def load(path: Path, model: type[T], *, shown: str) -> T:
    """The validated model of a YAML file; raises ConfigurationError with all findings."""
    return load_with_places(path, model, shown=shown)[0]


def join(prefix: Loc, *parts: str | int) -> Loc:
    """A longer location."""
    return (*prefix, *parts)
