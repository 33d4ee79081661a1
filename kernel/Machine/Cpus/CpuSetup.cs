// SPDX-License-Identifier: MIT
namespace Skift.Machine;

/// <summary>Sets this CPU's control registers: protection, extended state, SYSCALL.</summary>
internal static unsafe class CpuSetup
{
    private const uint StarMsr = 0xC000_0081;
    private const uint LstarMsr = 0xC000_0082;
    private const uint FmaskMsr = 0xC000_0084;

    private const ulong Cr4Umip = 1 << 11;
    private const ulong Cr4OsXsave = 1 << 18;
    private const ulong Cr4Smep = 1 << 20;
    private const ulong Cr4Smap = 1 << 21;
    private const uint TscAuxiliaryMsr = 0xC000_0103;

    // TF, IF, DF, IOPL, NT, RF, AC: off in the kernel, whatever user code set.
    private const ulong SystemCallFlagMask = 0x5_7700;

    // x87, SSE, AVX, and the three AVX-512 components (Intel SDM vol. 1 §13.1).
    private const ulong WantedComponents = 0xE7;
    private const ulong Avx = 1 << 2;
    private const uint ExtendedStateLeaf = 0xD;

    internal static void Initialize(ImageLayout* image)
    {
        ulong cr4 = Native.ReadCr4();
        if (CpuFeatures.HasSmep) cr4 |= Cr4Smep;
        if (CpuFeatures.HasSmap) cr4 |= Cr4Smap;
        if (CpuFeatures.HasUmip) cr4 |= Cr4Umip;
        if (CpuFeatures.HasXsave) cr4 |= Cr4OsXsave;
        Native.WriteCr4(cr4);
        if (CpuFeatures.HasXsave) EnableExtendedState();
        // SYSCALL loads CS and SS from bits 32 up; SYSRET from bits 48 up, plus 16 and plus 8.
        Native.WriteMsr(StarMsr, ((ulong)DescriptorTables.KernelCode << 32) | ((ulong)DescriptorTables.KernelData << 48));
        Native.WriteMsr(LstarMsr, (ulong)image->SystemCallEntry);
        Native.WriteMsr(FmaskMsr, SystemCallFlagMask);
        // What RDTSCP tells user code beside the time: getcpu(2) without a call.
        if (CpuFeatures.HasRdtscp) Native.WriteMsr(TscAuxiliaryMsr, (ulong)Native.CurrentCpuNumber());
    }

    private static void EnableExtendedState()
    {
        CpuidResult leaf;
        Native.Cpuid(ExtendedStateLeaf, 0, &leaf);
        ulong supported = leaf.Eax | ((ulong)leaf.Edx << 32);
        ulong enabled = supported & WantedComponents;
        // AVX-512 needs all of its components and AVX.
        const ulong Avx512 = 0xE0;
        if ((enabled & Avx512) != Avx512 || (enabled & Avx) == 0) enabled &= ~Avx512;
        Native.WriteXcr0(enabled);
        ExtendedState.Enabled = enabled;
        Native.Cpuid(ExtendedStateLeaf, 0, &leaf);
        CpuFeatures.ExtendedStateBytes = (int)leaf.Ebx;
    }
}
