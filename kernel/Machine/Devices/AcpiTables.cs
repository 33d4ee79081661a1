// SPDX-License-Identifier: MIT
using System;
using System.Runtime.CompilerServices;

namespace Skift.Machine;

/// <summary>The firmware's ACPI tables (ACPI 6.5 §5.2), found through the RSDP that the boot loader or the BIOS area names.</summary>
/// <remarks>Every table is checked (length, checksum) before it is shown. What tables say is input from outside.</remarks>
public static unsafe class AcpiTables
{
    private const int HeaderLength = 36;
    private const int SignatureLength = 4;
    private const int MaximumTableLength = 1 << 20;

    private static ulong s_root;
    private static bool s_hasWideEntries;

    /// <summary>Finds a table by its four-letter signature.</summary>
    /// <param name="table">The whole table with its header. Stays valid for ever.</param>
    public static bool TryFind(ReadOnlySpan<byte> signature, out ReadOnlySpan<byte> table)
    {
        table = default;
        if (s_root == 0 || !TryMapTable(s_root, out ReadOnlySpan<byte> root)) return false;
        int entrySize = s_hasWideEntries ? 8 : 4;
        for (int offset = HeaderLength; offset + entrySize <= root.Length; offset += entrySize)
        {
            ulong address = s_hasWideEntries
                ? Unsafe.ReadUnaligned<ulong>(ref Unsafe.AsRef(in root[offset]))
                : Unsafe.ReadUnaligned<uint>(ref Unsafe.AsRef(in root[offset]));
            if (!TryMapTable(address, out ReadOnlySpan<byte> candidate)) continue;
            if (!candidate[..SignatureLength].SequenceEqual(signature)) continue;
            table = candidate;
            return true;
        }

        return false;
    }

    /// <summary>Maps a table that another one names by address, such as the DSDT.</summary>
    public static bool TryRead(PhysicalAddress address, out ReadOnlySpan<byte> table) => TryMapTable(address.Value, out table);

    /// <summary>Notes the root table. Without a given RSDP it looks where a PC's BIOS puts one (ACPI 6.5 §5.2.5.1).</summary>
    internal static void Initialize(ulong rootPointer)
    {
        if (rootPointer == 0) rootPointer = Search();
        if (rootPointer == 0 || !KernelPageTable.TryMapFirmware(rootPointer, 36, out byte* rsdp)) return;
        ReadOnlySpan<byte> bytes = new(rsdp, 36);
        if (!bytes[..8].SequenceEqual("RSD PTR "u8) || Sum(bytes[..20]) != 0) return;
        bool isVersion2 = bytes[15] >= 2 && Sum(bytes) == 0;
        ulong wide = Unsafe.ReadUnaligned<ulong>(rsdp + 24);
        s_hasWideEntries = isVersion2 && wide != 0;
        s_root = s_hasWideEntries ? wide : Unsafe.ReadUnaligned<uint>(rsdp + 16);
    }

    private static ulong Search()
    {
        const ulong Start = 0xE0000;
        const int Length = 0x20000;
        if (!KernelPageTable.TryMapFirmware(Start, Length, out byte* area)) return 0;
        ReadOnlySpan<byte> bytes = new(area, Length);
        for (int offset = 0; offset + 36 <= Length; offset += 16)
        {
            if (bytes.Slice(offset, 8).SequenceEqual("RSD PTR "u8) && Sum(bytes.Slice(offset, 20)) == 0) return Start + (ulong)offset;
        }

        return 0;
    }

    private static bool TryMapTable(ulong address, out ReadOnlySpan<byte> table)
    {
        table = default;
        if (address == 0 || !KernelPageTable.TryMapFirmware(address, HeaderLength, out byte* start)) return false;
        uint length = Unsafe.ReadUnaligned<uint>(start + SignatureLength);
        if (length < HeaderLength || length > MaximumTableLength) return false;
        if (!KernelPageTable.TryMapFirmware(address, length, out start)) return false;
        ReadOnlySpan<byte> whole = new(start, (int)length);
        if (Sum(whole) != 0) return false;
        table = whole;
        return true;
    }

    private static byte Sum(ReadOnlySpan<byte> bytes)
    {
        byte sum = 0;
        foreach (byte value in bytes) sum += value;
        return sum;
    }
}
