// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Libc;

/// <summary>The one place where the kernel's answer becomes <c>errno</c> and -1.</summary>
internal static unsafe class Error
{
    internal static int Current
    {
        get => *ErrnoStubs.Location();
        set => *ErrnoStubs.Location() = value;
    }

    /// <summary>Sets errno; always -1.</summary>
    internal static int Set(Errno error)
    {
        Current = (int)error;
        return -1;
    }

    /// <summary>The answer as it is, or -1 with errno set.</summary>
    internal static long Answer(long answer)
    {
        if ((ulong)answer <= unchecked((ulong)-4096L))
        {
            return answer;
        }

        Current = (int)-answer;
        return -1;
    }
}
