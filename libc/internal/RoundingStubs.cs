// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;

namespace Skift.Libc;

internal static class RoundingStubs
{
    /// <summary>MXCSR.RC (Intel SDM vol. 1 §10.2.3): 0 nearest, 1 down, 2 up, 3 toward zero.</summary>
    [RuntimeImport("*", "skift_rounding_mode")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern uint Mode();

    /// <summary>The whole number that the rounding mode chooses; unlike sums it raises no FE_INEXACT.</summary>
    [RuntimeImport("*", "skift_nearby_integer")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern double NearbyInteger(double x);
}
