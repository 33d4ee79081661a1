// SPDX-License-Identifier: MIT
using System;

namespace Skift.Abi;

/// <summary>Flags of <c>open(2)</c>, as Linux x86-64 numbers them (asm-generic/fcntl.h).</summary>
[Flags]
public enum OpenFlags
{
    O_RDONLY = 0,
    O_WRONLY = 1,
    O_RDWR = 2,
    O_ACCMODE = 3,
    O_CREAT = 0x40,
    O_EXCL = 0x80,
    O_NOCTTY = 0x100,
    O_TRUNC = 0x200,
    O_APPEND = 0x400,
    O_NONBLOCK = 0x800,
    O_DSYNC = 0x1000,
    O_ASYNC = 0x2000,
    O_DIRECT = 0x4000,
    O_LARGEFILE = 0x8000,
    O_DIRECTORY = 0x1_0000,
    O_NOFOLLOW = 0x2_0000,
    O_NOATIME = 0x4_0000,
    O_CLOEXEC = 0x8_0000,
    O_SYNC = 0x10_1000,
    O_PATH = 0x20_0000,
    O_TMPFILE = 0x41_0000,
}
