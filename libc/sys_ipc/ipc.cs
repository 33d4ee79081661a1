// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/ipc.h.</summary>
public static unsafe partial class C
{
    /// <summary>From the file's number, its device and the project's low byte; -1 if there is no such file.</summary>
    [RuntimeExport("ftok")]
    public static int ftok(byte* path, int project)
    {
        Stat stat;
        return Error.Answer(Syscall.Invoke(SystemCall.stat, (long)path, (long)&stat)) < 0
            ? -1 : (int)((uint)(stat.st_ino & 0xFFFF) | (uint)(stat.st_dev & 0xFF) << 16 | (uint)(project & 0xFF) << 24);
    }
}
