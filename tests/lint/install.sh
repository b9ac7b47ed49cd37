#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# make install and uninstall, in a folder: what is put there works from there, and nothing is left.
set -u
cd "$(dirname "$0")/../.."
build=${REL:-${B:-build}} bad=0
fail() { echo "$*"; bad=1; }
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
for prefix in /usr /opt/tracuu; do
    libdir=$prefix/lib
    [ $prefix = /opt/tracuu ] || libdir=$prefix/lib/x86_64-linux-gnu
    dest=$root/dest
    make -s B="$build" PREFIX="$prefix" LIBDIR="$libdir" DESTDIR="$dest" install >"$root/log" 2>&1 || fail "make install: $(tail -3 "$root/log")"
    at=$dest$prefix
    for f in bin/tracuu bin/tracuu-index share/man/man1/tracuu.1 share/locale/vi/LC_MESSAGES/tracuu.mo include/tracuu/tracuu.h; do
        [ -s "$at/$f" ] || fail "no $f"
    done
    "$at/bin/tracuu-index" -d "$root/i" add -q "$at/share/doc/tracuu/examples/plans" || fail "the installed tracuu-index"
    [ "$("$at/bin/tracuu" -d "$root/i" cited-by 12-CT/TU --count)" -gt 0 ] || fail "the installed tracuu"
    (unset LANGUAGE; LC_ALL=vi_VN.UTF-8 "$at/bin/tracuu" --help) | grep -q 'cách dùng' || fail "no catalogue behind the installed program"
    # pkg-config: another program finds header and library there
    export PKG_CONFIG_PATH=$dest$libdir/pkgconfig PKG_CONFIG_SYSROOT_DIR=$dest
    # shellcheck disable=SC2046
    cc -std=c11 "$at/share/doc/tracuu/examples/find.c" $(pkg-config --cflags --libs tracuu) -o "$root/find" || fail "find.c by pkg-config"
    LD_LIBRARY_PATH=$dest$libdir "$root/find" "$root/i" 12-CT/TU >/dev/null || fail "find.c against the installed library"
    unset PKG_CONFIG_PATH PKG_CONFIG_SYSROOT_DIR
    readelf -lW "$at/bin/tracuu" | grep -q GNU_RELRO || fail "no relro"
    readelf -dW "$at/bin/tracuu" | grep -q 'NOW' || fail "not bound at start"
    readelf -hW "$at/bin/tracuu" | grep -q 'DYN' || fail "not position independent"
    readelf -lW "$at/bin/tracuu" | grep -q 'GNU_STACK.*RW ' || fail "an executable stack"
    make -s B="$build" PREFIX="$prefix" LIBDIR="$libdir" DESTDIR="$dest" uninstall || fail "make uninstall"
    left=$(find "$dest" ! -type d)
    [ -z "$left" ] || fail "left behind: $left"
    rm -rf "$dest" "$root/i"
done
[ $bad -eq 0 ] && echo "install: clean"
exit $bad
