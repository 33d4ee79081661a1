// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;

namespace Skift.Libc;

/// <summary>Two words, the higher first.</summary>
internal struct WordPair
{
    public ulong High;
    public ulong Low;
}

/// <summary>Multiplications of <c>cstart/Wide.S</c>.</summary>
internal static unsafe class WideStubs
{
    /// <summary>The highest word of a product of fractions, and the two below it.</summary>
    [RuntimeImport("*", "skift_multiply_fractions")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern ulong MultiplyFractions(ulong aHigh, ulong aLow, ulong bHigh, ulong bLow, WordPair* lower);

    /// <summary>Horner's scheme from the last coefficient back; <paramref name="sum"/> says on entry, if not zero, that signs alternate.</summary>
    [RuntimeImport("*", "skift_fraction_series")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern void Series(ulong* last, nuint before, nuint step, ulong zHigh, ulong zLow, WordPair* sum);
}
