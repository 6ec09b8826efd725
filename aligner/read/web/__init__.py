"""Readers of HTML: saved pages, whose article is separated from the site around it, and e-books."""
