#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs the Debian packages that are missing, telling which. Arguments: build, check, bench, static, package.
set -eu

build="gcc g++ make pkg-config gettext libicu-dev libxapian-dev nettle-dev uuid-dev libdeflate-dev libzstd-dev libarchive-dev libexpat1-dev libseccomp-dev poppler-utils"
check="clang clang-format libclang-rt-dev libcmocka-dev valgrind mandoc python3 python3-cram python3-jsonschema python3-xapian jq xapian-tools tesseract-ocr tesseract-ocr-vie fonts-dejavu-core python3-pil"
static="cppcheck clang-tidy"
package="debhelper dpkg-dev lintian debootstrap"
bench="xapian-omega xapian-tools recollcmd sqlite3 groonga-bin python3 python3-xapian antiword catdoc unrtf unzip libreoffice-writer-nogui"

want=""
for set in "$@"; do
    case $set in
    build) want="$want $build" ;;
    check) want="$want $check" ;;
    bench) want="$want $bench" ;;
    static) want="$want $static" ;;
    package) want="$want $package" ;;
    *)
        echo "deps.sh: no such set: $set" >&2
        exit 2
        ;;
    esac
done

missing=""
for p in $want; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$p" 2>/dev/null)" = installed ] || missing="$missing $p"
done
[ -n "$missing" ] || exit 0

as_root=""
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "missing packages:$missing" >&2
        echo "run as root: apt-get install$missing" >&2
        exit 1
    fi
    as_root=sudo
fi
echo "installing:$missing" >&2
$as_root apt-get update -qq >&2
# shellcheck disable=SC2086 # a list of words
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >&2
