"""Sphinx: Markdown pages, strict, offline."""

import tomllib
from pathlib import Path

_project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))["project"]

project = "tiexi"
author = "the tiexi authors"
project_copyright = "the tiexi authors, MIT licence"
version = release = _project["version"]
extensions = ["myst_parser"]
myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence"]
exclude_patterns = ["_build", "parts"]  # parts of generated pages
html_theme = "furo"
html_title = f"tiexi {version}"
html_show_sphinx = False
html_copy_source = False
html_static_path: list[str] = []
nitpicky = True
