"""How good an alignment is: flags for a reviewer, how much of the texts is linked, figures against a gold standard."""
