// SPDX-License-Identifier: MIT
using System;
using System.Runtime.CompilerServices;

namespace Skift.Machine;

/// <summary>One XSAVE area (Intel SDM vol. 1 §13.4): x87, the upper halves of AVX registers, and so on.</summary>
/// <remarks>
/// XMM registers and MXCSR are kept in <see cref="UserRegisters"/> instead, because they are saved at every kernel entry: kernel code uses
/// them. Everything else stays in the processor until another user thread runs there.
/// </remarks>
internal sealed unsafe class ExtendedState
{
    internal const uint DefaultMxcsr = 0x1F80;
    internal const int LegacyBytes = 512;
    private const int Alignment = 64;
    private const int HeaderOffset = 512;
    private const int HeaderBytes = 64;
    private const int MxcsrOffset = 24;
    private const int XmmOffset = 160;
    private const int XmmBytes = 256;
    private const ushort DefaultX87Control = 0x37F;
    private const ulong SseComponent = 1 << 1;

    private readonly byte[] _memory = new byte[CpuFeatures.ExtendedStateBytes + Alignment];

    /// <summary>The components that the kernel enabled (XCR0).</summary>
    internal static ulong Enabled { get; set; }

    // SAFETY: (1) the heap does not move objects, so the address holds as long as `this` does; (2) the array has room for alignment.
    private byte* Area => (byte*)(((ulong)Unsafe.AsPointer(ref _memory[0]) + Alignment - 1) & ~(ulong)(Alignment - 1));

    private Span<byte> Bytes => new(Area, CpuFeatures.ExtendedStateBytes);

    /// <summary>What the processor holds, without the XMM registers.</summary>
    internal void Save()
    {
        if (CpuFeatures.HasXsave) Native.SaveExtendedState(Area, Enabled & ~SseComponent);
        else Native.SaveLegacyState(Area);
    }

    internal void Restore()
    {
        if (CpuFeatures.HasXsave) Native.RestoreExtendedState(Area, Enabled & ~SseComponent);
        else Native.RestoreLegacyState(Area);
    }

    internal void Reset()
    {
        Bytes.Clear();
        Unsafe.WriteUnaligned(Area, DefaultX87Control);
        Unsafe.WriteUnaligned(Area + MxcsrOffset, DefaultMxcsr);
    }

    internal void CopyTo(ExtendedState other) => Bytes.CopyTo(other.Bytes);

    internal void Store(Span<byte> destination, in UserRegisters registers)
    {
        Bytes.CopyTo(destination);
        Unsafe.WriteUnaligned(ref destination[MxcsrOffset], registers.Mxcsr);
        XmmRegisters xmm = registers.Xmm;
        new ReadOnlySpan<byte>(&xmm, XmmBytes).CopyTo(destination.Slice(XmmOffset, XmmBytes));
        if (CpuFeatures.HasXsave) destination[HeaderOffset] |= (byte)SseComponent;
    }

    internal bool TryLoad(ReadOnlySpan<byte> source, ref UserRegisters registers)
    {
        if (source.Length < LegacyBytes) return false;
        uint mxcsr = Unsafe.ReadUnaligned<uint>(ref Unsafe.AsRef(in source[MxcsrOffset]));
        // Reserved MXCSR bits make LDMXCSR fault in the kernel.
        if ((mxcsr & ~0xFFFFu) != 0) return false;
        bool hasHeader = source.Length >= CpuFeatures.ExtendedStateBytes && CpuFeatures.HasXsave;
        if (hasHeader && !IsHeaderValid(source.Slice(HeaderOffset, HeaderBytes))) return false;
        if (!hasHeader)
        {
            Reset();
            source = source[..LegacyBytes];
        }

        source[..Math.Min(source.Length, CpuFeatures.ExtendedStateBytes)].CopyTo(Bytes);
        if (!hasHeader && CpuFeatures.HasXsave) Area[HeaderOffset] = 1;     // x87 is there
        registers.Mxcsr = mxcsr;
        XmmRegisters xmm;
        source.Slice(XmmOffset, XmmBytes).CopyTo(new Span<byte>(&xmm, XmmBytes));
        registers.Xmm = xmm;
        return true;
    }

    // XRSTOR faults on unknown components, the compact form and reserved bytes (Intel SDM vol. 1 §13.8.1).
    private static bool IsHeaderValid(ReadOnlySpan<byte> header)
    {
        ulong components = Unsafe.ReadUnaligned<ulong>(ref Unsafe.AsRef(in header[0]));
        if ((components & ~Enabled) != 0) return false;
        foreach (byte value in header[8..])
        {
            if (value != 0) return false;
        }

        return true;
    }
}
