#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The rules of the house (docs/architecture.md), checked on the sources that git knows.
set -u
cd "$(dirname "$0")/../.."
bad=0
scratch=$(mktemp)
trap 'rm -f "$scratch"' EXIT
fail() { echo "$*"; bad=1; }
sources() { git ls-files --cached --others --exclude-standard -- "$@"; }

# 1. Include rules: which rooms a room may include, and who alone may include a foreign library.
rooms='
base:base
text:base text
plan:base text plan
store:base text plan store
extract:base text extract
indexer:base text plan store extract indexer
query:base text plan store query
lib:base text plan store query lib include
'
for line in $(echo "$rooms" | tr ' ' ',' | grep .); do
    room=${line%%:*} may=${line#*:}
    for f in $(sources "$room/*.c" "$room/*.h" "$room/*.cc" "$room/*.def"); do
        grep -nE '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' "$f" | while IFS= read -r inc; do
            target=$(echo "$inc" | sed 's/.*"\([^"]*\)".*/\1/')
            dir=${target%%/*}
            case ",$may," in
            *",$dir,"*) ;;
            *) echo "$f:${inc%%:*}: $room/ may not include \"$target\"" ;;
            esac
        done
    done
done >"$scratch" 2>&1
[ -s "$scratch" ] && { cat "$scratch"; bad=1; }

only() { # pattern, where it may stand, what
    local hits
    hits=$(sources '*.c' '*.h' '*.cc' '*.def' | grep -vE "$2" | xargs grep -nE "$1" 2>/dev/null)
    [ -z "$hits" ] || fail "$3:
$hits"
}
only '#[[:space:]]*include[[:space:]]*<xapian' '^store/xapian\.cc$' 'Xapian outside store/xapian.cc'
only '#[[:space:]]*include[[:space:]]*<unicode/' '^text/|^tests/' 'ICU outside text/'
[ "$(sources '*.cc' '*.cpp' '*.cxx')" = store/xapian.cc ] || fail "C++ besides store/xapian.cc: $(sources '*.cc' '*.cpp' '*.cxx')"

# 2. Functions that have no place here, and what libraries must not do.
banned='strcpy|strcat|sprintf|vsprintf|gets|strtok|atoi|atol|atof|alloca|tmpnam|mktemp|strncpy|strncat|system'
hits=$(sources '*.c' '*.h' | xargs grep -nE "(^|[^_[:alnum:]])($banned)[[:space:]]*\(" | grep -vE '^[^:]*:[0-9]+:[[:space:]]*(/?\*|//)')
[ -z "$hits" ] || fail "banned functions:
$hits"
lib='^(base|text|plan|store|extract)/.*\.(c|cc)$'
hits=$(sources '*.c' '*.cc' | grep -E "$lib" | xargs grep -nE '(^|[^_[:alnum:]])(printf|puts|putchar|fprintf|perror|exit|_exit|getenv|setenv)[[:space:]]*\(' | grep -vE '^store/locate\.c:[0-9]+:.*getenv|^(store/child|extract/spawn)\.c:[0-9]+:.*_exit|^base/catalogue\.c:[0-9]+:.*(getenv|setenv)' | grep -vE '^[^:]*:[0-9]+:[[:space:]]*(/?\*|//)')
[ -z "$hits" ] || fail "libraries do not print, exit or read the environment:
$hits"

# 3. Term prefixes stand in the field table only.
prefixes=$(grep -ohE '"(X[A-Z]|[A-Z])"' store/fields.def | sort -u | paste -sd'|')
hits=$(sources '*.c' '*.h' '*.cc' | grep -vE '^store/record[a-z_]*\.[ch]$|^tests/' | xargs grep -nE "$prefixes" |
    grep -vE '^[^:]*:[0-9]+:[^"]*/?\*' | grep -E 'term|prefix')
[ -z "$hits" ] || fail "a term prefix outside store/fields.def:
$hits"

# 4. Headers compile alone as C11 and, where they say so, as C++17.
cflags="-I. -D_GNU_SOURCE $(pkg-config --cflags icu-uc 2>/dev/null)"
for h in $(sources 'base/*.h' 'text/*.h' 'plan/*.h' 'store/*.h' 'extract/*.h' 'indexer/*.h' 'query/*.h'); do
    # shellcheck disable=SC2086
    printf '#include "%s"\ntypedef int tc_lint;\n' "$h" | gcc -std=c11 $cflags -Wall -Wextra -Wpedantic -Werror -fsyntax-only -x c - 2>&1 | head -5 | grep . && fail "$h does not compile alone"
    if grep -q 'extern "C"' "$h"; then
        # shellcheck disable=SC2086
        printf '#include "%s"\n' "$h" | g++ -std=c++17 $cflags -Wall -Wextra -Werror -fsyntax-only -x c++ - 2>&1 | head -5 | grep . && fail "$h does not compile alone as C++"
    fi
done

# 5. No mutable globals: writable data symbols in the libraries. Exported names start with tc_.
LIB=${REL:-${B:-build}}/libtracuu.a
if [ -f "$LIB" ]; then
    hits=$(nm -A "$LIB" 2>/dev/null | grep -E ' [bBdDcC] ' | grep -vE 'xapian\.o:.*( _ZT| DW\.ref| _ZGV)|\.o:.* [dD] (__compound_literal|\.L|_ZT|DW\.ref)')
    # pointers in const tables land in .data.rel.ro (shown as d): tell them from .data
    hits=$(echo "$hits" | grep . | while IFS= read -r line; do
        sym=${line##* }
        member=$(echo "$line" | sed 's/.*:\([^:]*\.o\):.*/\1/')
        objdump -t "$LIB" 2>/dev/null | grep -E "(\.data|\.bss|\.tbss|\.tdata|\*COM\*)[[:space:]].*[[:space:]]$(printf '%s' "$sym" | sed 's/[.[\*^$]/\\&/g')$" >/dev/null && echo "$member $sym"
    done | grep -vE '_ZGV|_ZT|__odr|DW\.ref')
    [ -z "$hits" ] || fail "mutable globals in the libraries:
$hits"
    hits=$(nm -A -g --defined-only "$LIB" 2>/dev/null | awk '$(NF-1) ~ /[TDBR]/ {print $NF, $1}' | grep -vE '^(tc_|_Z|__odr_asan|DW\.ref)')
    [ -z "$hits" ] || fail "exported names without tc_:
$hits"
fi

# 6. Every file says its licence; no machine paths; layout by clang-format.
for f in $(sources '*.c' '*.h' '*.cc' '*.def' '*.sh' '*.py' '*.mk' Makefile); do
    head -3 "$f" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later' || fail "$f: no SPDX line"
done
hits=$(sources | grep -vE '^tests/lint/|^corpus/(plans|gold)/' | xargs grep -nIE '/work/|/tmp/work|TODO|FIXME|(^|[^A-Z])XXX([^A-Z]|$)' 2>/dev/null)
[ -z "$hits" ] || fail "left-overs:
$hits"
clang-format --dry-run -Werror $(sources '*.c' '*.h' '*.cc') 2>&1 | head -5 | grep . && fail "layout: run make format"

# 7. Manuals.
if command -v mandoc >/dev/null; then
    for m in docs/man/*.[1-8]; do
        hits=$(mandoc -Tlint -Wwarning "$m" 2>&1)
        [ -z "$hits" ] || fail "$hits"
    done
fi

# 8. What CONTRIBUTING points at is there: files, and rows of tables word by word.
for p in $(grep -oE '`[a-z]+/[A-Za-z0-9_./]+`' CONTRIBUTING.md | tr -d '`' | grep -v NAME | sort -u); do
    [ -e "$p" ] || fail "CONTRIBUTING.md: there is no $p"
done
cat store/*.def plan/*.def extract/*.def store/record.c | tr -s ' \n' ' ' >"$scratch"
hits=$(grep -E '^    ([A-Z]+\(|\{)' CONTRIBUTING.md | tr -s ' ' | sed 's/^ //' | while IFS= read -r row; do
    grep -qF -- "$row" "$scratch" || echo "$row"
done)
[ -z "$hits" ] || fail "CONTRIBUTING.md shows rows that are not there:
$hits"

# 9. Every message has its translation.
make -s B="${REL:-${B:-build}}" po-check >"$scratch" 2>&1 || fail "messages (make po-update, then translate what is empty in po/):
$(cat "$scratch")"

[ $bad -eq 0 ] && echo "lint: clean"
exit $bad
