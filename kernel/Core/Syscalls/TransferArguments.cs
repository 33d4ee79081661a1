// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Core.Syscalls;

/// <summary>What the calls that move bytes from file to file have in common in their arguments.</summary>
internal static class TransferArguments
{
    /// <summary>No call moves more at once (read(2)).</summary>
    internal static long Clamp(ulong count) => (long)Math.Min(count, (ulong)Iovec.MAX_RW_COUNT);

    /// <summary>Reads an offset that a null address leaves out. <c>EFAULT</c>.</summary>
    internal static Errno ReadOffset(ulong address, out long? offset)
    {
        offset = null;
        if (address == 0) return Errno.None;
        Errno error = SyscallContext.Read(address, out long value);
        offset = value;
        return error;
    }
}
