#!/bin/bash
# SPDX-License-Identifier: MIT
# Makes a root directory with dynamic programs from Debian's packages, and an ext2 image of it. Prints both.
# Usage: dynamic-image.sh CACHE [PACKAGE...]  (of these packages instead of those below; dash, gawk and coreutils must be among them)
set -euo pipefail
cache=${1:?usage: dynamic-image.sh CACHE [PACKAGE...]}
shift
here=$(cd "$(dirname "$0")" && pwd)
packages=(libc6 libtinfo6 coreutils libacl1 libattr1 libselinux1 libpcre2-8-0 libgmp10 bash dash grep sed gawk libmpfr6 libreadline8 libsigsegv2
    perl-base libcrypt1 python3-minimal python3.11-minimal libpython3.11-minimal libpython3.11-stdlib zlib1g libexpat1 libssl3 libgcc-s1 libstdc++6
    libffi8 libbz2-1.0 liblzma5 findutils diffutils tar util-linux libuuid1 libblkid1 libmount1 libsmartcols1 libcap-ng0
    procps libproc2-0 libncursesw6 libsystemd0 libzstd1 liblz4-1 libcap2 libgcrypt20 libgpg-error0
    lsof libtirpc3 libnsl2 libgssapi-krb5-2 libkrb5-3 libk5crypto3 libcom-err2 libkrb5support0 libkeyutils1
    strace libunwind8 gdb-minimal libdebuginfod1 libipt2 libxxhash0 libdw1 libelf1 libcurl3-gnutls libbrotli1 libgnutls30 libhogweed6 libnettle8
    libidn2-0 libunistring2 libldap-2.5-0 libsasl2-2 libdb5.3 libnghttp2-14 libp11-kit0 libpsl5 librtmp1 libssh2-1 libtasn1-6)
[ $# -eq 0 ] || packages=("$@")
# Named by what is in it, so that another list does not find the old one's.
name=dynamic-$(printf '%s\n' "${packages[@]}" | cksum | cut -d' ' -f1)
root=$("$here/packages.sh" "$cache" "$name" "${packages[@]}")
image=$cache/$name.ext2
if [ ! -e "$image" ]; then
    rm -rf "$root"/usr/share/{doc,man,locale,info,lintian,bash-completion,bug,perl5}
    mkdir -p "$root"/{proc,sys,dev,tmp,root,etc,var}
    chmod 1777 "$root/tmp"
    ln -sfn dash "$root/bin/sh"
    ln -sfn gawk "$root/usr/bin/awk"
    printf 'root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n' >"$root/etc/passwd"
    printf 'root:x:0:\ntty:x:5:\nnogroup:x:65534:\n' >"$root/etc/group"
    mke2fs -q -t ext2 -b 4096 -d "$root" "$image.new" 192M
    mv "$image.new" "$image"
fi
printf '%s\n%s\n' "$root" "$image"
