// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/ptrace.h. Variadic in C, but its arguments are in the same registers either way.</summary>
public static unsafe partial class C
{
    /// <summary>The words of the three requests that read one are the result here, and where the kernel puts it there (ptrace(2), "C library/kernel differences").</summary>
    [RuntimeExport("ptrace")]
    public static long ptrace(int request, int process, void* address, void* data)
    {
        const int FirstRead = 1, LastRead = 3;
        long word = 0;
        bool reads = request is >= FirstRead and <= LastRead;
        long answer = Error.Answer(Syscall.Invoke(SystemCall.ptrace, request, process, (long)address, (long)(reads ? &word : data)));
        if (answer < 0 || !reads)
        {
            return answer;
        }

        Error.Current = 0;
        return word;
    }
}
