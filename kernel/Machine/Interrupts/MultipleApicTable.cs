// SPDX-License-Identifier: MIT
using System;

namespace Skift.Machine;

/// <summary>The firmware's list of interrupt controllers: ACPI table MADT, signature "APIC" (ACPI 6.5 §5.2.12).</summary>
internal static class MultipleApicTable
{
    private const int FirstEntry = 44;
    private const byte ProcessorEntry = 0;
    private const byte IoApicEntry = 1;
    private const byte SourceOverrideEntry = 2;

    /// <summary>Brings up every I/O APIC that is listed.</summary>
    internal static void CreateIoApics()
    {
        if (!AcpiTables.TryFind("APIC"u8, out ReadOnlySpan<byte> table))
        {
            Log.Warning($"no ACPI MADT: wired interrupts are not available");
            return;
        }

        ReadOnlySpan<byte> entry;
        for (int at = FirstEntry; (entry = Entry(table, at)).Length != 0; at += entry.Length)
        {
            if (entry[0] != IoApicEntry || entry.Length < 12) continue;
            IoApic.Create(
                new PhysicalAddress(LittleEndian.Read32(entry[4..])),
                (int)LittleEndian.Read32(entry[8..]));
        }
    }

    /// <summary>The local APIC numbers of the processors that can be used (ACPI 6.5 §5.2.12.2).</summary>
    /// <returns>How many were written.</returns>
    internal static int FindProcessors(Span<uint> apicIds)
    {
        const int Flags = 4;
        const uint Enabled = 1;
        if (!AcpiTables.TryFind("APIC"u8, out ReadOnlySpan<byte> table)) return 0;
        int count = 0;
        ReadOnlySpan<byte> entry;
        for (int at = FirstEntry; (entry = Entry(table, at)).Length != 0 && count < apicIds.Length; at += entry.Length)
        {
            if (entry[0] != ProcessorEntry || entry.Length < 8 || (LittleEndian.Read32(entry[Flags..]) & Enabled) == 0) continue;
            apicIds[count++] = entry[3];
        }

        return count;
    }

    /// <summary>The global interrupt that an ISA interrupt is wired to, and how (ACPI 6.5 §5.2.12.5).</summary>
    internal static int FindIsaOverride(int interrupt, out InterruptTrigger trigger)
    {
        trigger = InterruptTrigger.EdgeHigh;
        if (!AcpiTables.TryFind("APIC"u8, out ReadOnlySpan<byte> table)) return interrupt;
        ReadOnlySpan<byte> entry;
        for (int at = FirstEntry; (entry = Entry(table, at)).Length != 0; at += entry.Length)
        {
            if (entry[0] != SourceOverrideEntry || entry.Length < 10 || entry[3] != interrupt) continue;
            trigger = ReadTrigger(LittleEndian.Read16(entry[8..]));
            return (int)LittleEndian.Read32(entry[4..]);
        }

        return interrupt;
    }

    // MPS INTI flags: polarity in bits 0-1 (3 is active low), trigger in bits 2-3 (3 is level).
    private static InterruptTrigger ReadTrigger(ushort flags)
    {
        bool isLow = (flags & 3) == 3;
        bool isLevel = (flags >> 2 & 3) == 3;
        if (isLevel) return isLow ? InterruptTrigger.LevelLow : InterruptTrigger.LevelHigh;
        return isLow ? InterruptTrigger.EdgeLow : InterruptTrigger.EdgeHigh;
    }

    private static ReadOnlySpan<byte> Entry(ReadOnlySpan<byte> table, int offset)
    {
        if (offset + 2 > table.Length) return default;
        int length = table[offset + 1];
        return length >= 2 && offset + length <= table.Length ? table.Slice(offset, length) : default;
    }
}
