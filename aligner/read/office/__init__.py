"""Readers of office documents: .docx, .odt and .rtf, and the rows of .xlsx."""
