"""./reprise: hands over to the package `command`, which this folder is."""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from command.main import main  # noqa: E402

sys.exit(main())
