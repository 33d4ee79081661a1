// SPDX-License-Identifier: MIT
namespace Skift.Machine;

/// <summary>The structure that a Multiboot2 loader passes (Multiboot2 specification 2.0 §3.6): a list of tags.</summary>
internal static unsafe class Multiboot2Info
{
    private const int HeaderBytes = 8;
    private const uint EndTag = 0;
    private const uint CommandLineTag = 1;
    private const uint ModuleTag = 3;
    private const uint MemoryMapTag = 6;
    private const uint FramebufferTagType = 8;
    private const uint OldRootPointerTag = 14;
    private const uint NewRootPointerTag = 15;
    private const uint RamType = 1;
    private const byte DirectColour = 1;

    /// <summary>Reads the structure at a physical address, which the boot page tables show.</summary>
    internal static void Read(ulong address)
    {
        // SAFETY: the loader's structures are in the first 4 GiB, which is mapped, and nothing has been allocated yet.
        byte* info = (byte*)DirectMap.ToPointer(new PhysicalAddress(address));
        uint length = *(uint*)info;
        // The root pointer's copy stays in there.
        BootMemoryMap.Reserve(address, length);
        for (uint offset = HeaderBytes; offset + HeaderBytes <= length;)
        {
            byte* tag = info + offset;
            uint size = *(uint*)(tag + 4);
            if (*(uint*)tag == EndTag || size < HeaderBytes) break;
            ReadTag(*(uint*)tag, tag, size, address + offset);
            offset += (size + 7) & ~7u;
        }
    }

    private static void ReadTag(uint type, byte* tag, uint size, ulong address)
    {
        switch (type)
        {
            case CommandLineTag:
                BootHandover.SetCommandLine(tag + HeaderBytes);
                break;
            case ModuleTag:
                BootHandover.SetModule(*(uint*)(tag + 8), *(uint*)(tag + 12) - *(uint*)(tag + 8));
                break;
            case MemoryMapTag:
                ReadMemoryMap(tag, size);
                break;
            case FramebufferTagType:
                ReadFramebuffer(tag);
                break;
            case OldRootPointerTag when BootHandover.AcpiRootPointer == 0:
            case NewRootPointerTag:
                BootHandover.AcpiRootPointer = address + HeaderBytes;
                break;
        }
    }

    private static void ReadMemoryMap(byte* tag, uint size)
    {
        uint entryBytes = *(uint*)(tag + 8);
        if (entryBytes < 20) return;
        for (uint offset = 16; offset + entryBytes <= size; offset += entryBytes)
        {
            byte* entry = tag + offset;
            if (*(uint*)(entry + 16) == RamType) BootMemoryMap.AddRam(*(ulong*)entry, *(ulong*)(entry + 8));
        }
    }

    private static void ReadFramebuffer(byte* tag)
    {
        if (tag[29] != DirectColour) return;
        BootHandover.SetFramebuffer(new FramebufferTag
        {
            Address = *(ulong*)(tag + 8),
            Pitch = *(uint*)(tag + 16),
            Width = *(uint*)(tag + 20),
            Height = *(uint*)(tag + 24),
            BitsPerPixel = tag[28],
            RedShift = tag[32],
            GreenShift = tag[34],
            BlueShift = tag[36],
        });
    }
}
