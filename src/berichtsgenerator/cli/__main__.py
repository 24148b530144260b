"""``python -m berichtsgenerator.cli`` is ``bericht``."""

import sys

from berichtsgenerator.cli import main

sys.exit(main())
