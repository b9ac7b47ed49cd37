#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# make package-check: builds the Debian packages from what git has, asks lintian, and in a fresh Debian 12
# tree installs them, asks the four questions, runs the example of the library and takes them away again.
# Needs root, debootstrap and a mirror ($MIRROR). The tree is kept in $TREE when that is set, to save time.
set -eu
cd "$(dirname "$0")/../.."
mirror=${MIRROR:-http://deb.debian.org/debian}
scratch=$(mktemp -d)
tree=${TREE:-$scratch/tree}
cleanup() {
    umount "$tree/proc" 2>/dev/null || true
    rm -rf "$scratch"
}
trap cleanup EXIT
say() { printf '\n== %s\n' "$*"; }
fail() { echo "package-check: $*" >&2; exit 1; }

say "the packages"
mkdir "$scratch/tracuu"
git archive HEAD | tar x -C "$scratch/tracuu"
(cd "$scratch/tracuu" && dpkg-buildpackage -us -uc -b >"$scratch/build.log" 2>&1) || { tail -20 "$scratch/build.log"; fail "dpkg-buildpackage"; }
ls -l "$scratch"/*.deb

say "lintian"
lintian --allow-root --fail-on error,warning --profile debian --tag-display-limit 0 "$scratch"/*.changes || fail "lintian"

say "a fresh Debian 12"
[ -d "$tree/var/lib/dpkg" ] || debootstrap --variant=minbase bookworm "$tree" "$mirror" >"$scratch/debootstrap.log" 2>&1 || { tail -5 "$scratch/debootstrap.log"; fail "debootstrap"; }
mountpoint -q "$tree/proc" || mount -t proc proc "$tree/proc" 2>/dev/null || true
in_tree() { env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 chroot "$tree" "$@"; }
cp /etc/resolv.conf "$tree/etc/resolv.conf" 2>/dev/null || true
files() { (cd "$tree" && find bin boot etc home lib lib64 opt root sbin srv usr var/lib -xdev ! -path 'var/lib/dpkg/*' ! -path 'var/lib/apt/*' ! -path 'etc/ld.so.cache' 2>/dev/null | sort); }
in_tree apt-get update -qq
rm -rf "$tree/debs" && mkdir "$tree/debs"
cp "$scratch"/tracuu_*.deb "$scratch"/libtracuu*.deb "$tree/debs/"
rm -f "$tree"/debs/*dbgsym*
in_tree apt-get install -y -qq --no-install-recommends gcc libc6-dev pkg-config libicu-dev libxapian-dev uuid-dev libdeflate-dev libzstd-dev libarchive13 libexpat1 libseccomp2 >"$scratch/apt.log" 2>&1 || { tail -5 "$scratch/apt.log"; fail "what the packages need"; }
files >"$scratch/before"
in_tree sh -c 'apt-get install -y -qq --no-install-recommends /debs/*.deb' >"$scratch/apt.log" 2>&1 || { tail -5 "$scratch/apt.log"; fail "apt-get install"; }

say "used"
cat >"$tree/debs/use.sh" <<'END'
set -eu
cd "$(mktemp -d)"
tracuu-index add /usr/share/doc/tracuu/examples/plans
tracuu cited-by 05-CT/TW -n 1
tracuu events "Điện Biên Phủ" -n 1
tracuu units "Ban Tuyên giáo" --role assigned -n 1
tracuu chuyen doi so -n 1
LC_ALL=vi_VN.UTF-8 tracuu -n 1 '(a' 2>&1 | grep 'ngoặc đơn'
cc -std=c11 /usr/share/doc/tracuu/examples/find.c $(pkg-config --cflags --libs tracuu) -o find
./find .tracuu 12-CT/TU
tracuu-index verify
rm -rf "$PWD"
END
in_tree sh /debs/use.sh || fail "the installed programs"

say "removed"
in_tree apt-get purge -y -qq tracuu libtracuu0 libtracuu-dev >"$scratch/apt.log" 2>&1 || { tail -5 "$scratch/apt.log"; fail "apt-get purge"; }
files >"$scratch/after"
diff "$scratch/before" "$scratch/after" || fail "traces are left"
rm -rf "$tree/debs"
say "package-check: installed, used, removed without trace"
