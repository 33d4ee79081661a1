// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;

namespace Skift.Libc;

/// <summary>Where the thread's errno is: in its thread-local block, which only assembly can name (<c>cstart/Data.S</c>).</summary>
internal static unsafe class ErrnoStubs
{
    [RuntimeImport("*", "__errno_location")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int* Location();
}
