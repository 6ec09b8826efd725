"""The lossless store: JSON from which every other format can be made again.

::

    {schema_version, program, options, min_score, signature,
     source: {name, language, blocks: [{kind, place, level, text, sentences: [{id, start, end, original?}]}]},
     target: the same,
     beads: [{id, source: [sentence ids], target, score, flags, status}],
     paragraph_beads: the same over block indexes,
     left_out: {bead id: reason}, if exports leave out other beads than those below min_score,
     words: {source word: {target word: grade}}, if they do not come from the package's own lexicon}

``original`` is what the file said in place of a sentence that a person edited or divided; it is empty for the further
parts of a divided one. Sentence ids count from 0, as in the ladder; bead ids from 1, as in the table. There is one
block or bead per line, so that a person can edit the file and a version control system can show what changed.
``load(render(a)) == a``, with scores exact to the last bit. The schema is ``aligner/formats/alignment.schema.json``.
"""

SCHEMA_VERSION = 1
