// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Skift.Libc;

/// <summary>What <c>va_list</c> is on x86-64 (System V ABI, AMD64 supplement §3.5.7): an array of one of these.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct VaList
{
    private const uint GeneralEnd = 48;
    private const uint FloatEnd = 176;

    /// <summary>Offset into <see cref="SaveArea"/> of the next general register.</summary>
    public uint GeneralOffset;

    /// <summary>Offset into <see cref="SaveArea"/> of the next floating-point register.</summary>
    public uint FloatOffset;

    /// <summary>The next argument passed on the stack.</summary>
    public byte* Overflow;

    /// <summary>Six general registers of 8 bytes, then eight floating-point ones of 16.</summary>
    public byte* SaveArea;

    /// <summary>Of arguments in slots of 8 bytes, none in registers.</summary>
    internal static VaList OfStack(byte* slots) => new() { GeneralOffset = GeneralEnd, FloatOffset = FloatEnd, Overflow = slots };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long NextLong()
    {
        byte* slot;
        if (GeneralOffset < GeneralEnd)
        {
            slot = SaveArea + GeneralOffset;
            GeneralOffset += 8;
        }
        else
        {
            slot = Overflow;
            Overflow += 8;
        }

        return *(long*)slot;
    }

    public int NextInt() => (int)NextLong();

    public void* NextPointer() => (void*)NextLong();

    public double NextDouble()
    {
        byte* slot;
        if (FloatOffset < FloatEnd)
        {
            slot = SaveArea + FloatOffset;
            FloatOffset += 16;
        }
        else
        {
            slot = Overflow;
            Overflow += 8;
        }

        return *(double*)slot;
    }

    /// <summary>An 80-bit <c>long double</c>: class MEMORY, always on the stack and aligned to 16 bytes.</summary>
    public Float80 NextLongDouble()
    {
        byte* slot = (byte*)(((ulong)Overflow + 15) & ~15UL);
        Overflow = slot + 16;
        return *(Float80*)slot;
    }
}
