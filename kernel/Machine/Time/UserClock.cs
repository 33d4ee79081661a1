// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;

namespace Skift.Machine;

/// <summary>The clocks as programs read them without a system call: a page of code, and before it one of data that the kernel keeps right.</summary>
/// <remarks>The layout of the data is that of <c>Asm/vdso.S</c>. Readers see by the sequence number that it changed under them.</remarks>
public static unsafe class UserClock
{
    private const int SequenceOffset = 0;
    private const int HasCpuOffset = 4;
    private const int StartOffset = 8;
    private const int ScaleOffset = 16;
    private const int WallOffset = 24;

    private static readonly SpinLock<uint> s_sequence = new(0);
    private static Page? s_data;

    /// <summary>Makes the two pages, once at boot.</summary>
    /// <returns><c>false</c>: no memory for them.</returns>
    public static bool TryCreate(out Page? data, out Page? code)
    {
        data = Page.TryAllocate();
        code = Page.TryAllocate();
        if (data is null || code is null) return false;
        using (Page.Access access = code.Open())
        {
            // SAFETY: (1) the image is a constant of the kernel; (2) the assembly says how long it is.
            new ReadOnlySpan<byte>(Native.VdsoImage(), (int)Native.VdsoSize()).CopyTo(access.Span);
        }

        s_data = data;
        Update(Clock.WallOffset);
        return true;
    }

    /// <summary>The wall clock is that much ahead of the monotonic one from now on.</summary>
    internal static void Update(long wallOffset)
    {
        if (s_data is not Page page) return;
        using SpinLock<uint>.Guard sequence = s_sequence.Lock();
        using Page.Access access = page.Open();
        Span<byte> data = access.Span;
        sequence.Value++;
        BinaryPrimitives.WriteUInt32LittleEndian(data[SequenceOffset..], sequence.Value);
        System.Threading.Interlocked.MemoryBarrier();
        BinaryPrimitives.WriteUInt32LittleEndian(data[HasCpuOffset..], CpuFeatures.HasRdtscp ? 1u : 0);
        BinaryPrimitives.WriteUInt64LittleEndian(data[StartOffset..], TimestampCounter.StartTicks);
        BinaryPrimitives.WriteUInt64LittleEndian(data[ScaleOffset..], TimestampCounter.Scale);
        BinaryPrimitives.WriteInt64LittleEndian(data[WallOffset..], wallOffset);
        System.Threading.Interlocked.MemoryBarrier();
        sequence.Value++;
        BinaryPrimitives.WriteUInt32LittleEndian(data[SequenceOffset..], sequence.Value);
    }
}
