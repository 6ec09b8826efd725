"""Readers of HTML: saved pages, whose article is told from the site around it, and e-books."""
