# SPDX-License-Identifier: MIT
# How each program is built with "$CC" (build_NAME, in its source tree) and what its tests are (suite_NAME, in the tree that was built, on Linux
# or in the guest; POSIX sh). source_NAME is Debian's source package, if it is not NAME; needs_NAME the files that the suite needs, if not all.
# Characters of a program's name that a function's cannot have are "_" here.
#
# program: zlib
# program: bzip2
# program: lua5.4
# program: dash
# program: xz-utils
# program: mksh
# program: bc
# program: giflib
# program: libpng1.6
# program: sqlite3
# program: sqlite3-long
# program: tcc
# program: jq
# program: gawk
# program: busybox

# zlib: what its makefile's test runs.
build_zlib() {
    ./configure --static && make "CC=$CC" static
}

suite_zlib() {
    verdict example ./example example.gz
    verdict minigzip sh -c 'echo hello world | ./minigzip | ./minigzip -d | grep -qx "hello world"'
    verdict large sh -c 'cat *.c >all && ./minigzip <all | ./minigzip -d | cmp all -'
}

# bzip2: what its makefile's test compares.
build_bzip2() {
    make "CC=$CC" bzip2
}

suite_bzip2() {
    for sample in 1 2 3; do
        verdict "compress $sample" sh -c "./bzip2 -$sample <sample$sample.ref | cmp - sample$sample.bz2"
        verdict "decompress $sample" sh -c "./bzip2 -d <sample$sample.bz2 | cmp - sample$sample.ref"
        verdict "decompress $sample with less memory" sh -c "./bzip2 -ds <sample$sample.bz2 | cmp - sample$sample.ref"
    done
}

# lua and dash: a session, beside Debian's own.
build_lua5_4() {
    make -C src "CC=$CC" MYCFLAGS=-DLUA_USE_POSIX lua && cp "$here/session.lua" .
}

suite_lua5_4() {
    verdict session beside lua5.4 src/lua '$program session.lua'
}

build_dash() {
    ./configure && make && cp "$here/session.sh" .
}

suite_dash() {
    verdict session beside dash "$PWD/src/dash" '$program session.sh'
}

# xz: its C tests, and its scripts over good, bad and unsupported files.
build_xz_utils() {
    ./configure --disable-shared --disable-nls --disable-doc && make && make -C tests check TESTS=
}

suite_xz_utils() {
    cd tests || return
    export srcdir=.
    for test in check hardware stream_flags filter_flags block_header index index_hash bcj_exact_size memlimit lzip_decoder vli; do
        verdict "$test" "./test_$test"
    done
    verdict files sh ./test_files.sh ..
    verdict scripts sh ./test_scripts.sh ..
    for input in generated_abc generated_text generated_random prepared_bcj_sparc prepared_bcj_x86; do
        verdict "compress $input" sh "./test_compress_$input" ..
    done
}

# mksh: check.t, by its own driver in perl. A test may end with an ignored failure: a documented difference of that test.
build_mksh() {
    sh Build.sh -r && mkdir Getopt && cp "$(perl -MGetopt::Std -e 'print $INC{"Getopt/Std.pm"}')" Getopt
}

# With a terminal, which some of the tests want.
suite_mksh() {
    PERL5LIB=$PWD script -qec "./mksh ./test.sh -v -p $PWD/mksh" /dev/null 2>&1 | tr -d '\r' |
        sed -n -e 's/^pass [^:]*:/PASS: /p' -e 's/^FAIL [^:]*:\(.*\) (ignored)$/SKIP: \1/p' -e 's/^FAIL [^:]*:/FAIL: /p'
}

# bc: the scripts in Test/, beside Debian's own.
build_bc() {
    ./configure && make MAKEINFO=true
}

suite_bc() {
    cd Test || return
    for script in *.b *.bc; do
        verdict "$script" beside bc ../bc/bc "\$program -lq $script"
    done
    verdict dc beside dc ../dc/dc 'echo "16i FF 2 ^ p 20k 2 v p [1 2 3]x + + p c 3 2 ^ 1 - 7 % f" | $program'
}

# giflib: the makefile in tests/.
build_giflib() {
    make "CC=$CC" libgif.a libutil.a && make "CC=$CC" gif2rgb gifbuild giffix giftext giftool gifclrmp gifecho giffilter gifsponge gifwedge
}

suite_giflib() {
    cd tests || return
    for test in render gif2rgb gifbuild gifclrmp gifecho giffilter giffix gifsponge giftext giftool gifwedge; do
        verdict "$test" make -s "$test-regress"
    done
}

# libpng: its own tests, with zlib of the same compiler.
build_libpng1_6() {
    "$here/fetch.sh" "$cache" zlib && cp -a "$cache/zlib" zlib.source && (cd zlib.source && ./configure --static && make "CC=$CC" libz.a) &&
        CPPFLAGS=-I$PWD/zlib.source LDFLAGS=-L$PWD/zlib.source ./configure --disable-shared && make && make check TESTS=
}

suite_libpng1_6() {
    export srcdir=.
    for test in tests/pngtest-all tests/pngvalid-* tests/pngstest-* tests/pngunknown-* tests/pngimage-*; do
        verdict "${test#*/}" sh "$test"
    done
}

# sqlite3: the shell in a session, beside Debian's own, and its integrity checks; speedtest1.
build_sqlite3() {
    ./configure --disable-tcl --disable-readline --disable-shared && make sqlite3.c shell.c && cp "$here/session.sql" . || return
    options="-DSQLITE_ENABLE_FTS4 -DSQLITE_ENABLE_RTREE -DSQLITE_ENABLE_MATH_FUNCTIONS -DSQLITE_OS_KV_OPTIONAL -I."
    $CC "${optimize:=-O0}" $options -c sqlite3.c && $CC "$optimize" $options -s -o sqlite3 shell.c sqlite3.o -lm -lpthread -ldl &&
        $CC -O1 $options -s -o speedtest1 test/speedtest1.c sqlite3.o -lm -lpthread -ldl
}

needs_sqlite3() {
    echo sqlite3 speedtest1 session.sql
}

suite_sqlite3() {
    verdict session beside sqlite3 ./sqlite3 'rm -f session.db*; $program session.db <session.sql'
    verdict "session's integrity" sh -c 'test "$(./sqlite3 session.db "pragma integrity_check")" = ok'
    verdict speedtest1 ./speedtest1 --size 2 --verify speed.db
    verdict "speedtest1's integrity" sh -c 'test "$(./sqlite3 speed.db "pragma integrity_check")" = ok'
}

# sqlite3-long: besides, fuzzcheck over its data bases, several threads (threadtest3), several processes (mptester).
source_sqlite3_long() {
    echo sqlite3
}

build_sqlite3_long() {
    optimize=-O1
    build_sqlite3 && make fuzzcheck LDFLAGS=-s && $CC -O1 -I. -o mptester mptest/mptest.c sqlite3.o -lm -lpthread -ldl &&
        $CC -O1 -I. -o threadtest3 test/threadtest3.c src/test_multiplex.c sqlite3.o -lm -lpthread -ldl
}

needs_sqlite3_long() {
    needs_sqlite3
    echo fuzzcheck mptester threadtest3 mptest test/fuzzdata*.db
}

suite_sqlite3_long() {
    suite_sqlite3
    verdict speedtest1-50 ./speedtest1 --size 50 --verify speed50.db
    for number in 1 2 3 4 5 6 7 8; do
        verdict "fuzzdata$number" ./fuzzcheck test/fuzzdata$number.db
    done
    for mode in delete wal persist truncate; do
        verdict "mptester crash01 $mode" ./mptester mp.db mptest/crash01.test --repeat 4 --journalmode $mode
        verdict "mptester multiwrite01 $mode" ./mptester mp.db mptest/multiwrite01.test --repeat 4 --journalmode $mode
    done
    verdict threadtest3 ./threadtest3
}

# tcc: compiles the programs of its tests2 against the same headers and library as itself, inside the root where they then run.
build_tcc() {
    ./configure "--cc=$CC" --extra-cflags=-O1 --config-musl && make tcc libtcc1.a || return
    mkdir -p root
    case $CC in
        *skift-cc) cp -R "$here/../../../../libc/include" root/include && cp "$SKIFT_LIBRARY"/crt1.o "$SKIFT_LIBRARY"/libc.a root ;;
        *) cp -R /usr/include/x86_64-linux-musl root/include && cp /usr/lib/x86_64-linux-musl/crt1.o /usr/lib/x86_64-linux-musl/libc.a root ;;
    esac
}

needs_tcc() {
    echo tcc libtcc1.a include root tests/tests2
}

suite_tcc() {
    cd tests/tests2 || return
    for source in [0-9]*_*.c; do
        test=${source%.c} options='' arguments=''
        case $test in
            # Several programs in one file; -run; other processors; bounds checking and dynamic linking, which musl has not got either.
            60_*|96_*|104*|73_*|98_*|99_*|112_*|113_*|114_*|115_*|116_*|34_*|95_bitfields_ms) continue ;;
            31_*) arguments='arg1 arg2 arg3 arg4 arg5' ;;
            46_*) arguments='"[^* ]*[:a:d: ]+\:\*-/: $" 46_grep.c' ;;
            76_*) options=-fdollars-in-identifiers ;;
        esac
        [ ! -e "$test.expect" ] || verdict "$test" same "$test.expect" sh -c "../../tcc -B../.. -nostdinc -I../../include -I../../root/include \
            -nostdlib -static $options -o ./$test ../../root/crt1.o $source ../../root/libc.a ../../libtcc1.a ../../root/libc.a 2>&1 && ./$test $arguments 2>&1"
    done
}

# jq: its own tests, but those of its manual (they want ruby) and of regular expressions (they want another library). The source comes without
# configure: what that would look for is looked for here.
build_jq() {
    definitions="-D_GNU_SOURCE -DIEEE_8087=1 -DHAVE_TM_TM_GMT_OFF=1"
    for function in $(sed -n -e 's/^AC_CHECK_\(MATH_FUNC\|FUNCS\)(\([a-z0-9_]*\)).*/\2/p' -e 's/^ *AC_FIND_FUNC(\[\([a-z0-9_]*\)\].*/\1/p' configure.ac); do
        echo "char $function(void); int main(void) { return $function(); }" >probe.c
        ! $CC -fno-builtin -w -o probe probe.c -lm || definitions="$definitions -DHAVE_$(echo "$function" | tr a-z A-Z)=1"
    done
    echo '#define JQ_VERSION "1.6"' >src/version.h
    sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/"/' -e 's/$/\\n"/' src/builtin.jq >src/builtin.inc
    $CC -O1 -w $definitions -I. -Isrc -o jq $(ls src/*.c | grep -v inject_errors) -lm -lpthread
}

needs_jq() {
    echo jq tests
}

suite_jq() {
    for test in jqtest optionaltest utf8test base64test shtest; do
        verdict "$test" env NO_VALGRIND=1 sh "tests/$test"
    done
}

# gawk: its own tests, but those of extensions (shared libraries) and MPFR (another library). Each leaves what it printed where it failed; one make
# runs several, for reading the makefile takes longer than most of them.
build_gawk() {
    ./configure --disable-nls --disable-extensions --without-readline --without-mpfr && make -C support && make gawk &&
        printf 'include Makefile\nnames:\n\t@echo %s\n' '$(BASIC_TESTS) $(UNIX_TESTS) $(GAWK_EXT_TESTS) $(ARRAYDEBUG_TESTS) $(MACHINE_TESTS) $(LOCALE_CHARSET_TESTS)' |
        make -s -C test -f - names | xargs -n 50 >names
}

needs_gawk() {
    echo --exclude=*.o --exclude=./doc --exclude=./po --exclude=./extension --exclude=./pc .
}

suite_gawk() {
    cd test || return
    while read -r names; do
        timeout 300 make -s -k "abs_srcdir=$PWD" "abs_builddir=$PWD" $names >ran 2>&1 </dev/null
        for name in $names; do
            verdict "$name" sh -c "grep -qx $name ran && [ ! -e _$name ] || { diff $name.ok _$name; false; }"
        done
    done <../names
}

# busybox: all that its default configuration has, and its own tests. The kernel's headers are Debian's.
build_busybox() {
    make defconfig HOSTCC=gcc && sed -i 's/.*CONFIG_STATIC[ =].*/CONFIG_STATIC=y/' .config &&
        make "CC=$CC -w" HOSTCC=gcc "EXTRA_CFLAGS=-idirafter /usr/include -idirafter /usr/include/x86_64-linux-gnu" busybox
}

needs_busybox() {
    echo busybox .config testsuite
}

# What the root has no tool for (tar, bzip2, hostname...) is busybox's own, and so is echo: dash's knows no -e.
suite_busybox() {
    export SKIP_KNOWN_BUGS=1 SHELL=/bin/sh "ECHO=$PWD/busybox echo"
    PATH=$PATH:$PWD/runtest-tempdir-links
    cd testsuite && ./runtest 2>&1 | sed -u -n -e 's/^SKIPPED: /SKIP: /p' -e 's/^UNTESTED: /SKIP: /p' -e '/^PASS: /p' -e '/^FAIL: /p'
}
