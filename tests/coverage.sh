#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# make coverage: which lines of text/, plan/ and query/ the unit tests and the transcripts reach. Prints a line for each
# room and the files that are below the floor; exit 1 when a room is.
set -u
cd "$(dirname "$0")/.."
floor=90 build=${B:-build}/coverage
export TC_ROOT=$PWD TC_SHARED=${TC_SHARED:-$PWD/../shared} LC_ALL=C.UTF-8 TC_SHORT=1
unset TRACUU_INDEX XDG_DATA_HOME NO_COLOR
mkdir -p "$build"
make -s -j2 B="$build" CFLAGS="--coverage -O0 -Wno-error" LDFLAGS=--coverage DEBUG=1 all units >"$build.log" 2>&1 || { tail -5 "$build.log"; exit 1; }
find "$build" -name '*.gcda' -delete
for t in "$build"/unit/test_*; do
    [ -x "$t" ] && [ -f "$t" ] && "$t" >/dev/null 2>&1
done
bin=$(realpath "$build")/bin
for t in tests/cli/*.t; do
    dir=$(mktemp -d)
    (cd "$dir" && env PATH="$bin:$PATH" TMPDIR="$dir" /usr/bin/python3 -m cram --shell=/bin/bash "$TC_ROOT/$t" >/dev/null 2>&1)
    rm -rf "$dir"
done
find tests/cli -name '*.t.err' -delete
bad=0
for room in text plan query; do
    for f in "$room"/*.c; do
        gcov -n -o "$build/$room" "$build/${f%.c}.gcda" 2>/dev/null | awk -v f="File '$f'" '$0 == f {getline; sub(/Lines executed:/, ""); sub(/% of /, " "); print}' |
            while read -r share lines; do echo "$f $share $lines"; done
    done >"$build/$room.lines"
    awk -v room="$room" -v floor=$floor '{n += $3; hit += $2 * $3 / 100} $2 < floor {low = low sprintf("    %-28s %6.1f %% of %d\n", $1, $2, $3)}
        END {printf "%-6s %6.1f %% of %d lines\n%s", room, n ? 100 * hit / n : 0, n, low; exit n == 0 || 100 * hit / n < floor}' "$build/$room.lines" || bad=1
done
exit $bad
