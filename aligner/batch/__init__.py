"""Many pairs of texts: each becomes an alignment or a reason why not, on all cores, and nothing is lost or done twice.

::

    manifest, folders ──▶ Task, Task, … ──▶ Shard, … ──align_group──▶ Result, Result, … ──▶ a file a shard, ledger
"""
