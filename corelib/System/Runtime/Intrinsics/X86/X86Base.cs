// SPDX-License-Identifier: MIT

using System.Runtime.CompilerServices;

namespace System.Runtime.Intrinsics.X86;

// A method that calls itself here is one the JIT always replaces by the instruction it stands for.
[Intrinsic]
public abstract class X86Base
{
    internal X86Base()
    {
    }

    public static bool IsSupported => IsSupported;

    internal static uint BitScanForward(uint value) => BitScanForward(value);

    internal static uint BitScanReverse(uint value) => BitScanReverse(value);

    public static void Pause() => Pause();

    [Intrinsic]
    public abstract class X64
    {
        internal X64()
        {
        }

        public static bool IsSupported => IsSupported;

        internal static ulong BitScanForward(ulong value) => BitScanForward(value);

        internal static ulong BitScanReverse(ulong value) => BitScanReverse(value);
    }
}
