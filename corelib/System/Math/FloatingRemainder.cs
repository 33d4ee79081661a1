// SPDX-License-Identifier: MIT

namespace System.Runtime;

/// <summary>C's remainder functions, which ILC calls for % on floating-point numbers.</summary>
internal static class FloatingRemainder
{
    [RuntimeExport("fmod")]
    internal static double Fmod(double x, double y) => Math.Remainder(x, y);

    // A float is exactly a double, and so is the remainder of two floats a float.
    [RuntimeExport("fmodf")]
    internal static float Fmodf(float x, float y) => (float)Math.Remainder(x, y);
}
