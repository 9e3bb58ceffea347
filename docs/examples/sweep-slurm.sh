#!/usr/bin/env bash
# A sweep as an array of Slurm, one of N equal parts a task; docs/clusters.md says more.
#
#   array=$(sbatch --parsable --array=1-64%16 sweep-slurm.sh plan.acp)
#   sbatch --dependency=afterok:$array --kill-on-invalid-dep=yes \
#     --wrap 'acpc merge part-*-of-64.json --format=json -o whole.json'
#
# What follows the name of this script goes on to `acpc sweep`; options before it take the place of those below. Given
# again, the first command does what is left: a part that is done ends at once, another goes on where it was. For some
# of the tasks (`--array=7,9`) say how many parts there are: `SHARDS=64 sbatch …`.
#
#SBATCH --job-name=acpc-sweep
#SBATCH --array=1-64%16
#SBATCH --cpus-per-task=1
#SBATCH --time=01:00:00
#SBATCH --requeue
#SBATCH --signal=B:INT@90
#SBATCH --output=%x-%a.log

set -euo pipefail

shard=$SLURM_ARRAY_TASK_ID
shards=${SHARDS:-$SLURM_ARRAY_TASK_COUNT}

acpc sweep "$@" --threads="$SLURM_CPUS_PER_TASK" --shard="$shard/$shards" -o "part-$shard-of-$shards.json" &
sweep=$!

# Slurm sends SIGINT to this shell alone, 90 seconds before the time is up. acpc then keeps its state and stops within a
# second, with status 130; the task is queued again, and goes on where it was.
stop() {
  local status=0
  kill -INT "$sweep" || true
  wait "$sweep" || status=$?
  if [[ $status -eq 130 ]]; then
    scontrol requeue "${SLURM_ARRAY_JOB_ID}_$shard"
  fi
  exit "$status"
}
trap stop INT

wait "$sweep"
