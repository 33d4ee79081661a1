// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;

namespace Skift.Libc;

/// <summary>Where <c>program_invocation_name</c> and its short form are: data symbols of the C ABI (<c>cstart/Data.S</c>).</summary>
internal static unsafe class ProgramNameStub
{
    [RuntimeImport("*", "skift_program_name")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern byte** Full();

    [RuntimeImport("*", "skift_program_short_name")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern byte** Short();
}
