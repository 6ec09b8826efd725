"""What the commands do with files and say to people; `aligner.cli` only parses and calls."""
