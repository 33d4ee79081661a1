// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace Skift.Libc;

/// <summary>C's struct sigevent.</summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
internal unsafe struct SignalEvent
{
    internal const int BySignal = 0;
    internal const int ByThread = 2;

    /// <summary>Linux's own: a signal to one thread, whose number is where the function would be.</summary>
    internal const int ByThreadNumber = 4;

    internal ulong Value;
    internal int Signal;
    internal int Notify;
    internal CleanupRoutine Function;
    internal ThreadAttributes* Attributes;
}
