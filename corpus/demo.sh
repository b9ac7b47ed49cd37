#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `make demo`: indexes the sample plans in a scratch folder and asks the four questions.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
B=${B:-$root/build}
PATH=$B/bin:$PATH
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT INT TERM
cd "$scratch"
mkdir corpus && cp -R "$root/corpus/plans" corpus/

show() {
    printf '\n$ %s\n' "$*"
    "$@" || [ $? -eq 1 ]
}

printf 'The sample plans of corpus/plans, indexed into %s/.tracuu\n' "$scratch"
show tracuu-index -d .tracuu add corpus/plans
printf '\n# Which documents cite a directive?'
show tracuu cited-by 05-CT/TW -n 3
printf '\n# Which speak of an event?'
show tracuu events "Điện Biên Phủ" -n 3
printf '\n# What does a unit have to do?'
show tracuu units "Ban Tuyên giáo" --role assigned -n 3
printf '\n# What is there on a topic? (typed without marks)'
show tracuu search "chuyen doi so" -n 3
printf '\nThe programs are in %s. To go on by hand, with docs/guide.md (docs/guide.vi.md in Vietnamese):\n\n' "$B/bin"
printf '    export PATH="%s/bin:$PATH"\n' "$B"
