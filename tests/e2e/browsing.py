"""Which browser the walks use, and how it is started: Debian's Chromium, without a window and without
a network. Where it is absent the walks are skipped, unless ``BROWSER_REQUIRED=1`` says that they must run.
"""

from __future__ import annotations

import os
import shutil

import pytest

NAMES = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")
REQUIRED = "BROWSER_REQUIRED"
FLAGS = (
    "--no-sandbox",  # inside a container there is no other way
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No name but the server's own address is ever looked up.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


def chromium() -> str:
    """The path of Chromium; without one, skip the test, or fail where a browser is required."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        missing = "no Chromium on this machine (Debian: apt-get install chromium)"
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(f"{REQUIRED}=1, but {missing}")
        pytest.skip(missing)
    return found
