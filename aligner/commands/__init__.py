"""What the commands do with files and report to the user; `aligner.cli` only parses and calls."""
