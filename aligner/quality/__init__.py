"""How good an alignment is: flags for a person who reviews it, and figures against a gold standard."""
