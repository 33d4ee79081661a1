// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;

namespace Skift.Libc;

/// <summary>Where <c>environ</c> is: a data symbol of the C ABI (<c>cstart/Data.S</c>).</summary>
internal static unsafe class EnvironmentStubs
{
    [RuntimeImport("*", "skift_environ")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern byte*** Environ();
}
