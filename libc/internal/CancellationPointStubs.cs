// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>System calls that are cancellation points (POSIX.1-2008 §2.9.5.2): as <see cref="Syscall"/>, but the thread may end instead.</summary>
/// <remarks>
/// A request that comes before the kernel has begun the call ends the thread, one that comes when the call has had an effect does not:
/// its result would be lost. See <c>cstart/CancellationPoint.S</c>.
/// </remarks>
internal static class CancellationPoint
{
    [RuntimeImport("*", "skift_cancellable0")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern long Invoke(SystemCall number);

    [RuntimeImport("*", "skift_cancellable1")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern long Invoke(SystemCall number, long a0);

    [RuntimeImport("*", "skift_cancellable2")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern long Invoke(SystemCall number, long a0, long a1);

    [RuntimeImport("*", "skift_cancellable3")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern long Invoke(SystemCall number, long a0, long a1, long a2);

    [RuntimeImport("*", "skift_cancellable4")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern long Invoke(SystemCall number, long a0, long a1, long a2, long a3);

    [RuntimeImport("*", "skift_cancellable5")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern long Invoke(SystemCall number, long a0, long a1, long a2, long a3, long a4);

    [RuntimeImport("*", "skift_cancellable6")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern long Invoke(SystemCall number, long a0, long a1, long a2, long a3, long a4, long a5);
}
