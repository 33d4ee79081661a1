// SPDX-License-Identifier: MIT
using System;
using System.Runtime.InteropServices;

namespace Skift.Machine;

[StructLayout(LayoutKind.Sequential)]
internal struct CpuidResult
{
    public uint Eax;
    public uint Ebx;
    public uint Ecx;
    public uint Edx;
}

/// <summary>What this processor has (Intel SDM vol. 2A, CPUID). Read once by <see cref="Detect"/>.</summary>
public static unsafe class CpuFeatures
{
    private const int VendorLength = 12;
    private const int BrandLength = 48;

    private static CpuidResult s_leaf1;
    private static CpuidResult s_leaf7;
    private static CpuidResult s_extended1;

    public static bool HasXsave => Bit(s_leaf1.Ecx, 26);

    public static bool HasRdrand => Bit(s_leaf1.Ecx, 30);

    public static bool HasSmep => Bit(s_leaf7.Ebx, 7);

    public static bool HasSmap => Bit(s_leaf7.Ebx, 20);

    public static bool HasUmip => Bit(s_leaf7.Ecx, 2);

    public static bool HasNoExecute => Bit(s_extended1.Edx, 20);

    public static bool HasGigabytePages => Bit(s_extended1.Edx, 26);

    /// <summary>The TSC runs at a constant rate in every power state.</summary>
    public static bool HasInvariantTsc { get; private set; }

    /// <summary>RDTSCP, which also tells a number that the kernel gives to each CPU.</summary>
    internal static bool HasRdtscp => Bit(s_extended1.Edx, 27);

    /// <summary>Size of the XSAVE area for everything in XCR0, in bytes; 512 (FXSAVE) without XSAVE.</summary>
    public static int ExtendedStateBytes { get; internal set; } = 512;

    /// <summary>Feature bits as Linux's <c>AT_HWCAP</c> gives them on x86: EDX of CPUID leaf 1.</summary>
    public static uint HardwareCapabilities => s_leaf1.Edx;

    /// <summary>Family, model and stepping as CPUID leaf 1 gives them in EAX.</summary>
    public static uint Signature => s_leaf1.Eax;

    /// <summary>Fills <paramref name="text"/> (12 bytes) with the vendor name.</summary>
    /// <returns>The bytes written.</returns>
    public static int CopyVendor(Span<byte> text)
    {
        CpuidResult leaf;
        Native.Cpuid(0, 0, &leaf);
        uint* words = stackalloc uint[] { leaf.Ebx, leaf.Edx, leaf.Ecx };
        return CopyText(new ReadOnlySpan<byte>(words, VendorLength), text);
    }

    /// <summary>Fills <paramref name="text"/> (48 bytes) with the model name.</summary>
    /// <returns>The bytes written.</returns>
    public static int CopyModelName(Span<byte> text)
    {
        CpuidResult* leaves = stackalloc CpuidResult[3];
        Native.Cpuid(0x8000_0000, 0, leaves);
        if (leaves->Eax < 0x8000_0004) return 0;
        for (uint i = 0; i < 3; i++) Native.Cpuid(0x8000_0002 + i, 0, leaves + i);
        return CopyText(new ReadOnlySpan<byte>(leaves, BrandLength), text);
    }

    /// <summary>Describes a cache of this processor; the innermost is number 0.</summary>
    /// <returns><c>false</c>: it has no more, or does not tell.</returns>
    public static bool TryGetCache(int number, out CacheDescription cache)
    {
        const uint IntelLeaf = 4;
        const uint AmdLeaf = 0x8000_001D;
        const int MostCaches = 16;
        const uint HasTopology = 1 << 22;
        cache = default;
        CpuidResult leaf;
        Native.Cpuid(0, 0, &leaf);
        if (number >= MostCaches) return false;
        CpuidResult answer = default;
        if (leaf.Eax >= IntelLeaf) Native.Cpuid(IntelLeaf, (uint)number, &answer);
        // AMD's own leaf, in the same form (AMD64 APM vol. 3, Fn8000_001D).
        if ((answer.Eax & 31) == 0 && (s_extended1.Ecx & HasTopology) != 0) Native.Cpuid(AmdLeaf, (uint)number, &answer);
        if ((answer.Eax & 31) is 0 or > 3) return false;
        cache = new CacheDescription(answer.Eax, answer.Ebx, answer.Ecx);
        return true;
    }

    internal static void Detect()
    {
        CpuidResult leaf;
        Native.Cpuid(0, 0, &leaf);
        uint maximum = leaf.Eax;
        Native.Cpuid(1, 0, &leaf);
        s_leaf1 = leaf;
        if (maximum >= 7)
        {
            Native.Cpuid(7, 0, &leaf);
            s_leaf7 = leaf;
        }

        Native.Cpuid(0x8000_0000, 0, &leaf);
        uint maximumExtended = leaf.Eax;
        if (maximumExtended >= 0x8000_0001)
        {
            Native.Cpuid(0x8000_0001, 0, &leaf);
            s_extended1 = leaf;
        }

        if (maximumExtended >= 0x8000_0007)
        {
            Native.Cpuid(0x8000_0007, 0, &leaf);
            HasInvariantTsc = Bit(leaf.Edx, 8);
        }
    }

    private static bool Bit(uint word, int bit) => (word >> bit & 1) != 0;

    private static int CopyText(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        int length = source.IndexOf((byte)0);
        if (length < 0) length = source.Length;
        if (length > destination.Length) length = destination.Length;
        source[..length].CopyTo(destination);
        return length;
    }
}
