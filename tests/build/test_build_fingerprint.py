"""A product is not built again exactly when nothing that it was made from has changed."""

from __future__ import annotations

from pathlib import Path

from berichtsgenerator.build.fingerprint import fingerprint, state_bytes, state_path, unchanged

INPUTS = (("data_in/a.csv", "11"), ("projekt.yaml", "22"))


def _write(product: Path) -> None:
    product.write_bytes(b"pdf")
    mark = fingerprint("1.0", {"gebiet": ""}, INPUTS)
    state = state_path(product)
    state.parent.mkdir(exist_ok=True)
    state.write_bytes(state_bytes(mark, {product.name: b"pdf"}, {"pages": 3}))


def test_the_order_of_inputs_does_not_matter_but_every_digest_does() -> None:
    mark = fingerprint("1.0", {}, INPUTS)
    assert mark == fingerprint("1.0", {}, tuple(reversed(INPUTS)))
    assert mark != fingerprint("1.0", {}, (("data_in/a.csv", "12"), INPUTS[1]))
    assert mark != fingerprint("1.1", {}, INPUTS)
    assert mark != fingerprint("1.0", {"gebiet": "06432008"}, INPUTS)


def test_an_unchanged_product_gives_its_summary(tmp_path: Path) -> None:
    product = tmp_path / "bericht.pdf"
    _write(product)
    assert unchanged(product, fingerprint("1.0", {"gebiet": ""}, INPUTS)) == {"pages": 3}


def test_other_inputs_a_touched_or_missing_product_and_a_broken_state_mean_building(tmp_path: Path) -> None:
    product = tmp_path / "bericht.pdf"
    mark = fingerprint("1.0", {"gebiet": ""}, INPUTS)
    assert unchanged(product, mark) is None
    _write(product)
    assert unchanged(product, fingerprint("1.0", {}, INPUTS)) is None
    product.write_bytes(b"changed by hand")
    assert unchanged(product, mark) is None
    _write(product)
    product.unlink()
    assert unchanged(product, mark) is None
    _write(product)
    state_path(product).write_text("[1, 2", encoding="utf-8")
    assert unchanged(product, mark) is None
