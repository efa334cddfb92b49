"""Run the console with ``python -m console``."""

import sys

from console.app.main import main

if __name__ == "__main__":
    sys.exit(main())
