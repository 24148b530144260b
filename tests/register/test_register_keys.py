from __future__ import annotations

import os
import pickle
import subprocess
import sys

from berichtsgenerator.model.periods import school_year, year
from berichtsgenerator.register import NumberKey, View

KEY = NumberKey("sgb2_quote", "06432008", year(2024), (("geschlecht", "weiblich"),))


def test_the_text_of_a_key_names_everything() -> None:
    assert str(KEY) == "sgb2_quote/06432008/2024/geschlecht=weiblich/wert"
    assert str(KEY.with_view(View.CHANGE, since=year(2020))).endswith("/veraenderung:2020")
    assert str(NumberKey("d", "06432008/4711", school_year(2023))) == "d/06432008:4711/2023+2024/-/wert"


def test_equal_keys_have_equal_hashes() -> None:
    other = NumberKey("sgb2_quote", "06432008", year(2024), (("geschlecht", "weiblich"),))
    assert other == KEY
    assert hash(other) == hash(KEY)
    assert KEY.with_view(View.RANK, against="06432").base == KEY
    assert KEY.with_view(View.RANK, against="06432") != KEY


def test_a_key_from_another_process_is_found_again() -> None:
    """Text hashes differ between processes; a key that travels must not bring its old hash along."""
    code = "import pickle,sys; sys.stdout.buffer.write(pickle.dumps({pickle.loads(sys.stdin.buffer.read()): 1}))"
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    done = subprocess.run(
        [sys.executable, "-c", code], input=pickle.dumps(KEY), capture_output=True, env=environment, check=True
    )
    assert pickle.loads(done.stdout)[KEY] == 1
