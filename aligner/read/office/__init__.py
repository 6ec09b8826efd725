"""Readers of what office programs write: .docx, .odt and .rtf, and the rows of .xlsx."""
