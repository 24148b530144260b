"""Which tables and figures the lists in the front matter name."""

from berichtsgenerator.plan.layout.parts import Captioned


def test_what_is_repeated_over_areas_is_not_listed_unless_asked_for() -> None:
    assert Captioned().listed(False)
    assert not Captioned().listed(True)
    assert Captioned(im_verzeichnis=True).listed(True)
    assert not Captioned(im_verzeichnis=False).listed(False)
