"""Tasks in processes of their own, which may take too long, eat all memory or die: the rest goes on.

What the tasks and results are is the caller's business: nothing here knows of texts.
"""

from aligner.batch.pool.limits import Failure, Limits
from aligner.batch.pool.run import Pool, cores

__all__ = ["Failure", "Limits", "Pool", "cores"]
