# Makes the files that the cases work on, in the current folder.
printf 'hello world\nfoo bar\nthe quick brown fox\n' >f1
printf 'second file\nwith two lines\n' >f2
printf 'a\n\n\n\nb\n\n' >blank
printf 'tab\there\001\177\200\377\nend' >bytes
seq 1 20 >numbers
printf 'no end of line' >noeol
: >empty
printf 'hällo wörld\n' >utf8
printf 'hello\nApple\nbanana\ncherry\nworld\napple\nabab\naab\nBanana\n' >words
printf 'x 10 c\ny 9 a\nz 10 b\na  2 d\n' >table
printf 'root:x:0:r\nbin:x:2:b\ndaemon:x:1:d\nuser:x:1000:u\n' >passwd
printf '2K\n1M\n512\n1G\n3K\n' >human
printf 'Mar\nJan\nDec\nxyz\nfeb\n' >months
printf 'v1.10\nv1.9\nv1.2\nv2.0\nv1.10.1\n' >versions
printf '1e3\n-5\n2.5\n1e-2\nabc\n' >floats
printf 'c\0a\0b\0' >zeros
printf 'a\na\nA\nb\nb\nb\nc\nab\nac\n' >dups
printf 'x\0y\n' >bin
printf 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa end\n' >same
mkdir -p tree/a tree/sub/emptydir versioned
printf 'one\n' >tree/a/x.txt
printf 'two\n' >tree/b.txt
printf 'three o\n' >tree/sub/c.md
: >tree/sub/zero
touch versioned/f1 versioned/f2 versioned/f10
ln -s f1 link
mkfifo fifo
printf '#!/bin/sh\n' >prog
chmod 755 prog
touch -d '2020-05-05 05:05:05' f1
