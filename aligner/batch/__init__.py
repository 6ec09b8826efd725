"""Many pairs of texts: each becomes an alignment or a reason why not, on all cores, and nothing is lost or done twice.

::

    manifest, folders ──▶ Task, Task, … ──▶ Shard, … ──align_group──▶ Result, Result, … ──▶ a file a shard, ledger

The modules, in the order in which they are best read:

- one pair: `task` (what goes in, what comes out), `texts` (reads it), `pair` (aligns and writes it), `saved` (keeps a
  person's work), `caught` and `faults` (warnings and exceptions become values)
- the work of a process: `work` (a group of tasks, whatever goes wrong), `pool` (processes that may die)
- a run: `run` (the loop), `manifest` and `survey` (its tasks), `shards`, `local` (works them out on this machine)
- the files of a run: `places` (their names), `tables`, `lists`, `ledger`, `lock`, `durable` (whole or not there),
  `addresses` (folders that are not on this machine)
- a cluster in place of `local`: `cluster` (its workers), `crew` (hands out shards, replaces the dead), `session` (Ray)
"""
