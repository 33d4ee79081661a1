// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/auxv.h.</summary>
public static unsafe partial class C
{
    /// <summary>What the kernel told the program at its start; 0 with ENOENT if it said nothing of it.</summary>
    /// <remarks>
    /// Only the vector's end is kept. It is read backwards: its types are small numbers, and in front of it are pointers or zeros (System V
    /// ABI, AMD64 supplement §3.4.1).
    /// </remarks>
    [RuntimeExport("getauxval")]
    public static ulong getauxval(ulong type)
    {
        const ulong HighestType = 0xFFF;
        for (ulong* entry = (ulong*)ThreadLocalImage.StackTop - 2; *entry - 1 < HighestType; entry -= 2)
        {
            if (*entry == type)
            {
                return entry[1];
            }
        }

        Error.Current = (int)Errno.ENOENT;
        return 0;
    }
}
