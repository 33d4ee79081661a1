#!/bin/bash
# SPDX-License-Identifier: MIT
# tools/skift-cc as configure scripts, makefiles, cmake and people use it. Prints what went wrong; silent if all is well.
# Usage: run.sh DIRECTORY_OF_LIBC_A [WORK_DIRECTORY [gcc|clang]]
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../.." && pwd)
export SKIFT_LIBRARY=${1:?usage: run.sh DIRECTORY_OF_LIBC_A [WORK_DIRECTORY [gcc|clang]]}
work=${2:-$(mktemp -d)}
export SKIFT_CC_COMPILER=${3:-gcc}
export CC=$root/tools/skift-cc
cd "$work" || exit 1
failures=0

check() { # NAME EXPECTED_STATUS EXPECTED_OUTPUT_PATTERN COMMAND...
    local name=$1 expected=$2 pattern=$3 output status
    shift 3
    output=$("$@" 2>&1 </dev/null)
    status=$?
    # shellcheck disable=SC2053
    if [ $status != "$expected" ] || [[ $output != $pattern ]]; then
        echo "$name: status $status instead of $expected, or not '$pattern': ${output:0:600}"
        failures=$((failures + 1))
    fi
}

small() { # FILE LIMIT
    strip -o "$1.stripped" "$1"
    local size
    size=$(stat -c %s "$1.stripped")
    [ "$size" -lt "$2" ] || { echo "$1 has $size bytes, the limit is $2"; failures=$((failures + 1)); }
}

echo 'int main(void) { return 0; }' > zero.c
printf '#include <stdio.h>\nint main(void) { printf("hello %%d\\n", 42); return 0; }\n' > hello.c
printf 'int add(int a, int b) { return a + b; }\n' > add.c
printf '#include <stdio.h>\n#include <stdlib.h>\nint add(int, int);\nint main(int c, char **v) { printf("%%d\\n", add(c, atoi(v[1]))); return 3; }\n' > sum.c
printf '#include <stdlib.h>\n#include <stdio.h>\nstatic __thread int own = 7; static int *where = &own;\nvoid *malloc(size_t n) { (void)n; return 0; }\nvoid free(void *p) { (void)p; }\nvoid *calloc(size_t n, size_t m) { return malloc(n * m); }\nvoid *realloc(void *p, size_t n) { (void)p; return malloc(n); }\nssize_t getline(char **l, size_t *n, FILE *f) { (void)l; (void)n; (void)f; return 77; }\nint main(void) { printf("%%d %%d %%d\\n", where == &own && own == 7, fopen("/dev/null", "r") == NULL, (int)getline(0, 0, stdin)); return 0; }\n' > own.c
sed -i 's/static int \*where = &own;/static int *where;/; s/int main(void) {/int main(void) { where = \&own;/' own.c

# People.
check zero 0 '' "$CC" -O2 -o zero zero.c
check run-zero 0 '' ./zero
small zero 8192
check hello 0 '' "$CC" -O2 hello.c
check run-hello 0 'hello 42' ./a.out
small a.out 24576
check pie 0 '' "$CC" -static-pie -O2 -o pie hello.c
check run-pie 0 'hello 42' ./pie
check type-pie 0 '*DYN*' readelf -h pie
check several 0 '' "$CC" -Wall -Wextra -pedantic -Werror -g -o several add.c sum.c -lm -lpthread
check run-several 3 '42' ./several 40
check own-functions 0 '' "$CC" -o own own.c
check run-own-functions 0 '1 1 77' ./own
check protected 0 '' "$CC" -fstack-protector-all -D_FORTIFY_SOURCE=2 -O2 -o protected hello.c
check run-protected 0 'hello 42' ./protected

# Second names are the functions themselves. Compared by a function, for a compiler may take two names for two things.
{
    echo 'static int differ(const void *a, const void *b) { return a != b; }'
    sed -n 's/^\([a-z0-9_]*\): \(.*\)$/\1 \2/p' "$root/libc/cstart/Aliases.txt" | while read -r name others; do
        for other in $others; do printf 'extern char %s, %s;\n#define PAIR_%s differ(&%s, &%s) ||\n' "$name" "$other" "$other" "$name" "$other"; done
    done
    echo 'int main(void) {'
    sed -n 's/^[a-z0-9_]*: \(.*\)$/\1/p' "$root/libc/cstart/Aliases.txt" | tr ' ' '\n' | sed 's/.*/if (PAIR_& 0) return 1;/'
    echo 'return 0; }'
} > aliases.c
check aliases 0 '' "$CC" -w -fno-builtin -o aliases aliases.c
check run-aliases 0 '' ./aliases
check large-files 0 '' sh -c "printf '#define _LARGEFILE64_SOURCE\n#include <fcntl.h>\n#include <sys/stat.h>\n#include <unistd.h>\nint main(void) { struct stat64 s; off64_t o = lseek64(open64(\"/dev/null\", O_RDONLY), 0, SEEK_SET); return stat64(\"/\", &s) || o; }\n' > large.c && '$CC' -Wall -Werror -o large large.c && ./large"

# C++ without its library (gcc has -nostdlib++ only from 13 on).
check c++ 0 '' env SKIFT_CC_COMPILER=clang++ "$CC" -std=c++17 -O2 -nostdlib++ -fno-exceptions -fno-rtti -Wall -Werror -o plus "$here/plus.cpp"
check run-c++ 0 '100 42 1.4 6*bye local*bye global' ./plus

# Wrong input: one clear line.
check shared 1 'skift-cc: error: -shared: *' "$CC" -shared -o x.so add.c
check missing-file 1 '*nosuch.c*' "$CC" nosuch.c
check missing-function 1 '*undefined symbol: add*' "$CC" sum.c
check missing-header 1 '*nosuch.h*' "$CC" -include nosuch.h zero.c
check missing-library 1 'skift-cc: error: the C library is not built: *' env SKIFT_LIBRARY=/nowhere "$CC" zero.c
check missing-compiler 1 "skift-cc: error: there is no 'nosuch'*" env SKIFT_CC_COMPILER=nosuch "$CC" zero.c
check help 0 'usage: skift-cc *' "$CC" --help

# What configure scripts ask.
check version 0 "*$SKIFT_CC_COMPILER*" "$CC" --version
check verbose 0 '*version*' "$CC" -v
check dump-machine 0 'x86_64*linux*' "$CC" -dumpmachine
check print 0 '*lib*' "$CC" -print-libgcc-file-name
check compile 0 '' "$CC" -c -MD -MF add.d -MT add.o -o add.o add.c
check dependencies 0 'add.o: add.c' cat add.d
check list-dependencies 0 "*$root/*libc/include/stdio.h*" "$CC" -M hello.c
check preprocess 0 '*__linux__ 1*' "$CC" -E -dM zero.c
check assembly 0 '' "$CC" -S -o add.s add.c
check link-objects 0 '' "$CC" -o linked add.o sum.c
check run-linked 3 '5' ./linked 3
check standard-input 0 '' sh -c "echo 'int main(void){return 0;}' | '$CC' -x c -o piped -"
for function in printf malloc strlcpy sigaction nanosleep fork; do
    printf 'char %s(void);\nint main(void) { return %s(); }\n' $function $function > conftest.c
    check "has-$function" 0 '' "$CC" -w -fno-builtin -o conftest conftest.c
done
printf 'char nosuchfunction(void);\nint main(void) { return nosuchfunction(); }\n' > conftest.c
check has-no-function 1 '*nosuchfunction*' "$CC" -o conftest conftest.c

# Make and cmake, several at once.
printf 'OBJECTS = add.o sum.o\nmade: $(OBJECTS)\n\t$(CC) $(LDFLAGS) -o $@ $(OBJECTS)\n' > Makefile
rm -f add.o
check make 0 '*' make -j4 "CC=$CC"
check run-made 3 '9' ./made 7
printf 'cmake_minimum_required(VERSION 3.10)\nproject(test C)\ninclude(CheckFunctionExists)\ncheck_function_exists(strlen HAS_STRLEN)\ncheck_function_exists(nosuch HAS_NOSUCH)\nif(NOT HAS_STRLEN OR HAS_NOSUCH)\nmessage(FATAL_ERROR "wrong answers")\nendif()\nadd_executable(cmade add.c sum.c)\n' > CMakeLists.txt
check cmake 0 '*' cmake -S . -B cmake-build "-DCMAKE_C_COMPILER=$CC"
check cmake-build 0 '*' cmake --build cmake-build
check run-cmade 3 '4' ./cmake-build/cmade 2
[ $failures -eq 0 ]
