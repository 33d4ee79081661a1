// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;

namespace Skift.Libc;

/// <summary>h_errno, per thread, which is laid out in <c>cstart/Data.S</c>.</summary>
internal static unsafe class HostErrorStub
{
    [RuntimeImport("*", "__h_errno_location")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int* Location();
}
