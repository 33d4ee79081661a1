// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>poll.h and sys/select.h with signal masks.</summary>
public static unsafe partial class C
{
    [RuntimeExport("ppoll")]
    public static int ppoll(PollDescriptor* descriptors, ulong count, Timespec* timeout, ulong* mask)
    {
        // The kernel writes what is left of the time; C says it stays as it is.
        Timespec left = timeout == null ? default : *timeout;
        return (int)Error.Answer(CancellationPoint.Invoke(SystemCall.ppoll, (long)descriptors, (long)count, timeout == null ? 0 : (long)&left, (long)mask,
            (long)SignalConstants.SetSize));
    }

    [RuntimeExport("pselect")]
    public static int pselect(int count, ulong* read, ulong* write, ulong* except, Timespec* timeout, ulong* mask)
    {
        Timespec left = timeout == null ? default : *timeout;
        ulong* maskAndSize = stackalloc ulong[2] { (ulong)mask, SignalConstants.SetSize };
        return (int)Error.Answer(CancellationPoint.Invoke(SystemCall.pselect6, count, (long)read, (long)write, (long)except,
            timeout == null ? 0 : (long)&left, (long)maskAndSize));
    }
}
