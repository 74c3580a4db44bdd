#!/usr/bin/env bash
# Articles and words a second of the engines rten and torch, in turns, on the same articles.
#
#   scripts/bench-torch.sh FOLDER [ROUNDS]
#
# Builds with --features torch (libtorch: scripts/setup-libtorch.sh), unless HEDGEROW names a binary.
# Every figure is the median of ROUNDS whole runs (default 3), start and loading left out, with
# HEDGEROW_JOBS jobs (default: one a core). The GPU is measured where libtorch sees one.
set -euo pipefail

[[ $# -ge 1 ]] || { sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2; }
articles=$(realpath "$1")
rounds=${2:-3}
cd "$(dirname "$0")/.."
if [[ -z ${HEDGEROW:-} ]]; then
    cargo build --release --features torch
    HEDGEROW=${CARGO_TARGET_DIR:-target}/release/hedgerow
fi
jobs=${HEDGEROW_JOBS:-$(nproc)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

runs=("rten int8" "torch f32, CPU" "torch bf16, CPU" "torch f32, GPU" "torch bf16, GPU" "torch f16, GPU")
declare -A options=(
    ["rten int8"]="--engine rten"
    ["torch f32, CPU"]="--engine torch --device cpu"
    ["torch bf16, CPU"]="--engine torch --device cpu --precision bf16"
    ["torch f32, GPU"]="--engine torch --device cuda:0"
    ["torch bf16, GPU"]="--engine torch --device cuda:0 --precision bf16"
    ["torch f16, GPU"]="--engine torch --device cuda:0 --precision f16"
)

# Without support by the CPU, bf16 is a hundred times slower than f32.
grep -qw -e avx512_bf16 -e amx_bf16 /proc/cpuinfo || unset 'runs[2]'

"$HEDGEROW" doctor | sed -n '/^  torch/p; /^  cpu/p; /^  cuda/p'
echo "jobs $jobs, $rounds rounds, load before $(cut -d' ' -f1 /proc/loadavg), $(date -u +%F)"
for ((round = 1; round <= rounds; round++)); do
    for run in "${runs[@]}"; do
        # shellcheck disable=SC2086
        if "$HEDGEROW" annotate "$articles" ${options[$run]} --jobs "$jobs" \
            --fresh --output "$work/out.jsonl" 2>"$work/log"; then
            grep "articles/s" "$work/log" | tail -n 1 >>"$work/$run"
        elif ! grep -q 'libtorch sees 0 GPUs' "$work/log"; then
            cat "$work/log" >&2
            exit 1
        fi
    done
done

# The median of the figures that stand before a unit in the last lines of the runs.
median() {
    grep -o "[0-9.,]* $1/s" "$2" | tr -d ',' | cut -d' ' -f1 | sort -n |
        awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

printf '%-18s %12s %12s\n' "" articles/s words/s
for run in "${runs[@]}"; do
    if [[ -f $work/$run ]]; then
        printf '%-18s %12s %12s\n' "$run" "$(median articles "$work/$run")" "$(median words "$work/$run")"
    else
        printf '%-18s %25s\n' "$run" "not measured"
    fi
done
