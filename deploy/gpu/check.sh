#!/bin/sh
# Checks a GPU for Presage in at most ten minutes, and prints one JSON object on the standard output; progress goes to
# the standard error. Needs a jar of mvn -B -Pcuda package, or an image of docker build --target cuda.
#
#   deploy/gpu/check.sh            the first NVIDIA GPU; exit code 4 if there is none (the JSON is then of the processor)
#   deploy/gpu/check.sh --cpu      the processor, on purpose
#   --quick                        a few plans of small calls: whether the check itself works
#
# RUN names the program (default: bin/presage beside this checkout). PEAK_GFLOPS is the peak of the card in FP32 by its
# data sheet; without it, efficiency is against the best matrix product that was measured.
#
# Exit code: 0 all is well, 1 a step failed, 3 a prediction differs or nothing fell back, 4 no GPU was found.
set -u
here=$(cd "$(dirname "$0")/../.." && pwd)
run=${RUN:-$here/bin/presage}
device=cuda
quick=
for word in "$@"; do
  case $word in
    --cpu) device=cpu ;;
    --quick) quick=yes ;;
    -h | --help) sed -n '2,/^set -u/{/^#/s/^# \{0,1\}//p;}' "$0"; exit 0 ;;
    *) echo "check.sh: expected --cpu or --quick, found $word" >&2; exit 2 ;;
  esac
done
sizes="1 32 256 1024 10000"
loads="1 32 256 1024 10000"
plans=40
seconds=10
judged=50
if [ -n "$quick" ]; then sizes="1 32"; loads="8"; plans=2; seconds=1; judged=5; fi
work=$(mktemp -d)
sampler=
end() { [ -z "$sampler" ] || kill "$sampler" 2>/dev/null; rm -rf "$work"; }
trap end EXIT
trap 'exit 1' INT TERM
began=$(date +%s)
# The whole check ends in ten minutes, whatever hangs.
limit=590
bad=0
say() { echo "check.sh: $*" >&2; }
text() { printf '%s' "$1" | tr -d '"\\' | tr '\n' ' '; }
# step NAME ARGUMENTS: runs the program, and leaves its JSON in $work/NAME.json, or null.
step() {
  name=$1
  shift
  left=$((limit - ($(date +%s) - began)))
  if [ "$left" -le 5 ]; then
    say "$name: skipped, ten minutes are over"
    code=124
  else
    say "$name"
    # shellcheck disable=SC2086
    timeout "$left" $run "$@" --json "$work/$name.json" >"$work/$name.txt" 2>&1
    code=$?
  fi
  if [ ! -s "$work/$name.json" ]; then echo null >"$work/$name.json"; fi
  if [ "$code" -ne 0 ] && [ "$code" -ne 3 ]; then
    [ ! -f "$work/$name.txt" ] || tail -n 5 "$work/$name.txt" >&2
    say "$name: exit code $code"
    [ "$bad" -ne 0 ] || bad=1
  fi
  return $code
}
cards=null
if [ $device = cuda ] && command -v nvidia-smi >/dev/null 2>&1; then
  found=$(nvidia-smi --query-gpu=name,driver_version,memory.total,clocks.max.sm --format=csv,noheader 2>/dev/null)
  [ -z "$found" ] || cards="\"$(text "$found")\""
  (
    while sleep 1; do nvidia-smi --query-gpu=memory.used --format=csv,noheader,nounits -i 0 2>/dev/null; done
  ) >"$work/memory" &
  sampler=$!
fi
step parity bench device --device $device
[ $? -ne 3 ] || bad=3
used=$(sed -n 's/.*"device" *: *"\([a-z]*\)".*/\1/p' "$work/parity.json" | head -n 1)
used=${used:-none}
measured=$(sed -n 's/.*"product_gflops" *: *\([0-9.E]*\).*/\1/p' "$work/parity.json" | head -n 1)
on=$used
[ "$used" = cuda ] || on=cpu
planner=
for cells in $sizes; do
  # Fewer calls of many cells: they take as many plans.
  calls=$plans
  [ "$cells" -lt 1000 ] || calls=3
  step "planner-$cells" bench planner --batch "$cells" --plans $calls --device $on
  planner="$planner${planner:+,}$(cat "$work/planner-$cells.json")"
done
scale=
for cells in $loads; do
  # A second for 1,024 cells and more: what a call costs counts here, not the period of a node.
  period=100
  [ "$cells" -lt 1000 ] || period=1000
  step "scale-$cells" bench scale --cells "$cells" --burst --period-ms $period --seconds $seconds --judged $judged \
    --samples 512 --grpc-port 0 --http-port 0 presage.model.device=$on presage.planner.batch="$cells" \
    presage.stream.window=65536 presage.loop.max-plan-memory=1GB presage.loop.threads=1
  scale="$scale${scale:+,}$(cat "$work/scale-$cells.json")"
done
# The card disappears: the same program plans on the processor, and says so.
CUDA_VISIBLE_DEVICES='' step fallback bench device --device cuda
fell=$(sed -n 's/.*"fell_back" *: *\(true\|false\).*/\1/p' "$work/fallback.json" | head -n 1)
fell=${fell:-false}
[ "$fell" = true ] || [ "$bad" -ne 0 ] || bad=3
memory=null
if [ -s "${work}/memory" ]; then memory=$(sort -n "$work/memory" | tail -n 1); fi
code=$bad
if [ $device = cuda ] && [ "$used" != cuda ]; then
  say "no device was found: what is measured is the processor"
  [ "$code" -ne 0 ] || code=4
fi
cat <<END
{
"asked": "$device",
"device": "$used",
"cards": $cards,
"exit_code": $code,
"seconds": $(($(date +%s) - began)),
"peak_gflops": ${PEAK_GFLOPS:-null},
"product_gflops": ${measured:-null},
"gpu_memory_used_mib": $memory,
"fell_back": $fell,
"parity": $(cat "$work/parity.json"),
"planner": [$planner],
"scale": [$scale]
}
END
exit "$code"
