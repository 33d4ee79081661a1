// SPDX-License-Identifier: MIT
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Skift.Libc;

/// <summary>Evaluates rows of <see cref="SpecialTables"/>.</summary>
/// <remarks>
/// The value and the slope at the row's centre count in full, so the sum of the two pieces misses by about 2^-53 of h² f'', which beside
/// a zero is less than 2^-53 of the function: zeros are centres.
/// </remarks>
internal static class SpecialRows
{
    /// <param name="count">How many coefficients a row of this table has after the first five numbers; even.</param>
    /// <param name="below">How far the argument is from where the table has it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static DoubleDouble At(ReadOnlySpan<double> table, int row, int count, double x, double below = 0)
    {
        ref double center = ref Unsafe.Add(ref MemoryMarshal.GetReference(table), (nint)row * (count + 5));
        double h = x - (center - below), square = h * h;
        double even = Unsafe.Add(ref center, count + 3), odd = Unsafe.Add(ref center, count + 4);
        for (nint i = count + 1; i > 4; i -= 2)
        {
            even = (even * square) + Unsafe.Add(ref center, i);
            odd = (odd * square) + Unsafe.Add(ref center, i + 1);
        }

        double rest = h * (even + (h * odd));
        double shortPart = Math.FirstBits(h), slope = Unsafe.Add(ref center, 3);
        DoubleDouble sum = DoubleDouble.Sum(Unsafe.Add(ref center, 1), shortPart * slope);
        return new(sum.High, sum.Low + (Unsafe.Add(ref center, 2) + (((h - shortPart) * slope) + (h * (Unsafe.Add(ref center, 4) + rest)))));
    }

    /// <summary>The row of a table that has 2^<paramref name="shift"/> rows an octave from 2^<paramref name="first"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int InOctaves(double x, int first, int shift) =>
        (int)(BitConverter.DoubleToUInt64Bits(x) >> (52 - shift)) - ((1023 + first) << shift);
}
