"""`python -m slides` is the `slides` command."""

import sys

from slides.cli import main

sys.exit(main())
