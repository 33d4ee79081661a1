// SPDX-License-Identifier: MIT
namespace Skift.Machine;

/// <summary>The structure that a PVH loader passes (Xen, public/arch-x86/hvm/start_info.h, version 1).</summary>
internal static unsafe class PvhStartInfo
{
    private const uint Magic = 0x336E_C578;
    private const uint RamType = 1;
    private const int ModuleCount = 12;
    private const int ModuleList = 16;
    private const int CommandLine = 24;
    private const int RootPointer = 32;
    private const int MemoryMap = 40;
    private const int MemoryMapCount = 48;
    private const int ModuleLength = 8;
    private const int MemoryEntryBytes = 24;
    private const int EntryLength = 8;
    private const int EntryType = 16;

    /// <summary>Reads the structure at a physical address, which the boot page tables show.</summary>
    internal static void Read(ulong address)
    {
        // SAFETY: the loader's structures are in the first 4 GiB, which is mapped, and nothing has been allocated yet.
        byte* info = At(address);
        if (*(uint*)info != Magic || *(uint*)(info + 4) < 1) Panic.Raise("the PVH start information is not valid");
        byte* entry = At(*(ulong*)(info + MemoryMap));
        for (uint i = 0; i < *(uint*)(info + MemoryMapCount); i++, entry += MemoryEntryBytes)
        {
            if (*(uint*)(entry + EntryType) == RamType) BootMemoryMap.AddRam(*(ulong*)entry, *(ulong*)(entry + EntryLength));
        }

        BootHandover.AcpiRootPointer = *(ulong*)(info + RootPointer);
        if (*(ulong*)(info + CommandLine) != 0) BootHandover.SetCommandLine(At(*(ulong*)(info + CommandLine)));
        if (*(uint*)(info + ModuleCount) == 0) return;
        byte* module = At(*(ulong*)(info + ModuleList));
        BootHandover.SetModule(*(ulong*)module, *(ulong*)(module + ModuleLength));
    }

    private static byte* At(ulong address) => (byte*)DirectMap.ToPointer(new PhysicalAddress(address));
}
