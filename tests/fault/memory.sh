#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A file that takes more memory than it may is a failure with its reason, and the run goes on; one
# that gets the whole process killed is known to the next run, which tries it apart.
set -u
. "$(dirname "$0")/scratch.bash"
paths() { index "$1" dump | jq -r 'select(.type == "document") | .paths[]' | tr '\n' ' '; }
peak() { # file of GNU time or wait4: kilobytes
    python3 -c 'import os,resource,subprocess,sys
status = subprocess.call(sys.argv[2:])
open(sys.argv[1], "w").write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(status)' "$@"
}

mkdir in
yes '05-CT/TW' | head -c 3000000 >in/bomb.txt # nothing is denser: a mention every 9 bytes
for i in a z; do echo "Số $i-KH/TU của Tỉnh ủy" >in/$i.txt; done
sleep 0.1
for j in 0 2; do
    peak kb "$bin/tracuu-index" -d by-$j add -q -j $j --max-memory 256M in 2>log
    [ $? -eq 3 ] || say "-j $j: exit"
    [ "$(cat kb)" -lt 300000 ] || say "-j $j: it took $(cat kb) KB"
    grep -q 'in/bomb.txt: memory: takes more memory than it may (--max-memory)' log || say "-j $j: $(cat log)"
    [ "$(paths by-$j)" = 'in/a.txt in/z.txt ' ] || [ "$(paths by-$j)" = 'in/z.txt in/a.txt ' ] || say "-j $j: $(paths by-$j)"
done
index by-0 retry -q --max-memory 4G || say "with more memory"
index by-0 extract --max-memory 64M in/bomb.txt >/dev/null 2>log
[ $? -eq 3 ] && grep -q 'memory:' log || say "extract: $(cat log)"

# killed at a file, as for want of memory: whoever opens it dies
cat >deadly.c <<'C'
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
int open(const char *path, int flags, ...)
{
    va_list ap;
    va_start(ap, flags);
    int mode = flags & O_CREAT ? va_arg(ap, int) : 0;
    va_end(ap);
    if (strstr(path, "deadly.txt"))
        raise(SIGKILL);
    int (*real)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
    return real(path, flags, mode);
}
C
${CC:-gcc} -D_GNU_SOURCE -shared -fPIC -o deadly.so deadly.c -ldl || { echo "no compiler"; exit 80; }
mv in/bomb.txt in/deadly.txt && echo 'Số 7-KH/TU' >in/deadly.txt
LD_PRELOAD=$tmp/deadly.so index killed add -q -j 0 in 2>log
[ $? -eq 137 ] || say "not killed"
LD_PRELOAD=$tmp/deadly.so index killed update -q -j 0 2>log
[ $? -eq 3 ] || say "the next run: $(cat log)"
grep -q 'in/deadly.txt: crash: ' log || say "the next run does not know: $(cat log)"
[ "$(paths killed | wc -w)" -eq 2 ] || say "the others are not in"
LD_PRELOAD=$tmp/deadly.so index killed update -q -j 0 2>log || say "tried again: $(cat log)"
index killed verify -q || say "verify"
index killed retry -q || say "it is harmless now"
[ "$(paths killed | wc -w)" -eq 3 ] || say "not taken in"

# who was at it when the user killed the run is tried, and taken in
index innocent add -q -j 0 in/a.txt 2>log
python3 - innocent/lock <<'PY'
import struct, sys
open(sys.argv[1], "wb").write(struct.pack("=Q", 8) + b"in/z.txt")
PY
index innocent add -q -j 0 in || say "innocent"
[ -z "$(index innocent failures)" ] || say "innocent, and a failure: $(index innocent failures)"
exit $failed
