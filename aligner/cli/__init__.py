"""The command line: parse, call, report. Results go to files or stdout, everything else to stderr.

``group.py`` is the command ``aligner``, ``running.py`` runs it, and each of its commands has a module here.
"""

# Importing them adds them to the group.
from aligner.cli import align, batch, check, convert, evaluate, glossary, match, train
from aligner.cli.group import cli
from aligner.cli.running import main

__all__ = ["align", "batch", "check", "cli", "convert", "evaluate", "glossary", "main", "match", "train"]
