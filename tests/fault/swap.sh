#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A directory that cannot be synced after the new database has been named: the error is told, and
# what the stub names is there.
set -u
. "$(dirname "$0")/scratch.bash"
index() { "$bin/tracuu-index" -d index "$@"; }

cat >nosync.c <<'C'
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
int fsync(int fd)
{
    struct stat st;
    /* the index directory only: the new database itself is synced before it is named */
    if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode) && faccessat(fd, "XAPIANDB", F_OK, 0) == 0) {
        errno = EIO;
        return -1;
    }
    return (int)syscall(SYS_fsync, fd);
}
C
${CC:-gcc} -shared -fPIC -o nosync.so nosync.c || { echo "no compiler"; exit 80; }

# not as new as their reading: such files are read again by update
mkdir in && for i in 1 2 3; do echo "Số $i-KH/TU" >in/$i.txt; done && sleep 0.1
index add -q in 2>/dev/null || say "add"
index dump >want
for command in compact rebuild; do
    LD_PRELOAD=$tmp/nosync.so index $command 2>log
    [ $? -eq 2 ] || say "$command: not told: $(cat log)"
    grep -q 'cannot be synced' log || say "$command: another reason: $(cat log)"
    grep -q 'is as it was' log && say "$command: the index is said to be the old one"
    index verify -q || say "$command: verify"
    index update -q || say "update after $command"
    index dump | cmp - want || say "$command: the contents differ"
done
exit $failed
