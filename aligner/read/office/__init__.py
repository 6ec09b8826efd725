"""Readers of office documents.

::

    .docx  docx, word_styles ───────────────────────┐
    .doc   word97, which has it saved as .docx      ├─▶ flow: paragraphs and tables ─▶ blocks
    .odt   odt                                      │
    .rtf   rtf, rtf_codes, rtf_state, rtf_styles ───┘
    .xlsx  workbook, cell_values ─▶ rows of texts, of which `aligner.read.plain.tables` makes blocks

- `package`: the parts of .docx and .xlsx files, found by the relations between them.
- `style_names`: what the name of a paragraph's style says, in all formats.
"""
