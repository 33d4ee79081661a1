// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;

namespace Skift.Libc;

/// <summary>Data of math.h, in <c>cstart/LongSpecial.S</c>.</summary>
internal static unsafe class MathStubs
{
    [RuntimeImport("*", "skift_signgam")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int* SignGam();
}
