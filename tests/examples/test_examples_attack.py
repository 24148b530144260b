"""The sample report attacked from outside: from the files that lie beside it, nobody can work out what it hides."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from attacker import Attack, Public, attack, targets
from berichtsgenerator.build.pipeline import prepare
from berichtsgenerator.build.progress import Silent
from berichtsgenerator.build.protecting import rules_of
from berichtsgenerator.build.results import BuildOptions
from berichtsgenerator.disclosure import protect_document
from berichtsgenerator.register.files import register_text

PRODUCTS = ("sozialbericht", "kreistag-handout")
MOST = 80
"""How many of the questions with a stricter rule are asked: each takes two programs."""


@pytest.fixture(scope="module")
def editions(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Registers of the sample: as published, with a stricter rule, and with all values (the truth)."""
    folder = tmp_path_factory.mktemp("angriff")
    text = (root / "projekt.yaml").read_text(encoding="utf-8")
    for word in ("datenordner: data_in", "layoutordner: layouts"):
        name, _, value = word.partition(": ")
        text = text.replace(word, f"{name}: {root / value}")
    project = folder / "projekt.yaml"
    project.write_text(f"{text}\nausgabe: intern\n", encoding="utf-8")
    prepared = prepare(BuildOptions(PRODUCTS, project), Silent())
    register, catalogue = prepared.register, prepared.workspace.catalogue
    made = {"truth": register_text(register, product="alles", public=False)}
    for name, least in (("public", 3), ("strict", 12)):
        rules = replace(rules_of(prepared.workspace.project), threshold=least)
        protected = protect_document(register, rules, catalogue=catalogue).register
        made[name] = register_text(protected, product="alles")
    files = {name: folder / f"{name}.register.json" for name in made}
    for name, path in files.items():
        path.write_text(made[name], encoding="utf-8")
    return files


def found_out(made: Attack, published: Path, most: int | None = None) -> dict[str, tuple[float, float, float]]:
    """What an attack narrows more than the rule allows: by name the true value and the ends of the interval."""
    found = {}
    asked: set[object] = set()
    for name, (terms, value, least) in sorted(targets(made, [published]).items())[:most]:
        mark = frozenset(terms.items())
        if mark in asked:
            continue
        asked.add(mark)
        low, high = made.solve(terms)
        if low > min(1.0, value) + 1e-6 or high < max(float(least), value + 2.0) - 1e-6:
            found[name] = (value, low, high)
    assert len(asked) > 20
    return found


def attacked(root: Path, editions: dict[str, Path], name: str, least: int) -> Attack:
    made = attack([editions[name]], [editions["truth"]], root / "projekt.yaml")
    made.public = Public([(pattern, rule, least) for pattern, rule, _ in made.public.rules])
    return made


def test_nobody_works_out_a_hidden_number_of_the_sample(root: Path, editions: dict[str, Path]) -> None:
    """Sums over areas, groups and ages, rates within their rounding, differences and changes, in whole numbers."""
    assert found_out(attacked(root, editions, "public", 3), editions["public"]) == {}


def test_nor_with_a_rule_that_hides_many_more(root: Path, editions: dict[str, Path]) -> None:
    assert found_out(attacked(root, editions, "strict", 12), editions["strict"], MOST) == {}


def test_the_attack_finds_what_a_partner_would_give_away(root: Path, editions: dict[str, Path], tmp_path: Path) -> None:
    """With one number printed again that is hidden for another's sake, the attack succeeds: it can fail."""
    truth = {item["id"]: item for item in json.loads(editions["truth"].read_text(encoding="utf-8"))["zahlen"]}
    data = json.loads(editions["public"].read_text(encoding="utf-8"))
    spoilt = 0
    for item in data["zahlen"]:
        own = truth[item["id"]]
        if item.get("geheim") and re.fullmatch(r"[a-z0-9_]+/06432\d{3}/\d+/-/wert", item["id"]) and own["wert"] >= 3:
            item.update(wert=own["wert"], text=own["text"])
            del item["geheim"], item["fehlt"]
            spoilt += 1
    assert spoilt > 0
    path = tmp_path / "spoilt.register.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    found = found_out(attacked(root, {**editions, "public": path}, "public", 3), path)
    assert any(high - low < 1 for _, low, high in found.values())
