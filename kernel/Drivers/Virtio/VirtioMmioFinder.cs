// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Machine;

namespace Skift.Drivers.Virtio;

/// <summary>Finds memory-mapped virtio devices: in the ACPI namespace, and on the kernel command line as Linux takes them.</summary>
/// <remarks>
/// In ACPI they have the hardware id LNRO0005 and name their registers and interrupt in _CRS. Those few bytes are looked for as they are:
/// the resource descriptors (ACPI 6.5 §6.4.3.4, §6.4.3.6) stand as constants behind the id, so no interpreter is needed.
/// On the command line: <c>virtio_mmio.device=SIZE@ADDRESS:INTERRUPT</c>.
/// </remarks>
public static class VirtioMmioFinder
{
    private const int FadtDsdt = 40;
    private const int FadtExtendedDsdt = 140;
    private const int SearchWindow = 128;
    private const byte MemoryFixedTag = 0x86;
    private const int MemoryFixedLength = 9;
    private const byte ExtendedInterruptTag = 0x89;

    public static List<VirtioTransport> Find()
    {
        List<VirtioTransport> found = [];
        if (TryFindNamespace(out ReadOnlySpan<byte> dsdt)) AddFromNamespace(dsdt, found);
        AddFromCommandLine(System.Text.Encoding.ASCII.GetString(BootInformation.CommandLine), found);
        return found;
    }

    private static bool TryFindNamespace(out ReadOnlySpan<byte> dsdt)
    {
        dsdt = default;
        if (!AcpiTables.TryFind("FACP"u8, out ReadOnlySpan<byte> fadt) || fadt.Length < FadtDsdt + 4) return false;

        ulong address = fadt.Length >= FadtExtendedDsdt + 8 ? BinaryPrimitives.ReadUInt64LittleEndian(fadt[FadtExtendedDsdt..]) : 0;
        address = address != 0 ? address : BinaryPrimitives.ReadUInt32LittleEndian(fadt[FadtDsdt..]);
        return address != 0 && AcpiTables.TryRead(new PhysicalAddress(address), out dsdt);
    }

    private static void AddFromNamespace(ReadOnlySpan<byte> dsdt, List<VirtioTransport> found)
    {
        while (true)
        {
            int at = dsdt.IndexOf("LNRO0005"u8);
            if (at < 0) return;

            dsdt = dsdt[(at + 8)..];
            ReadOnlySpan<byte> resources = dsdt[..Math.Min(SearchWindow, dsdt.Length)];
            if (TryFindMemory(resources, out uint address, out uint length) && TryFindInterrupt(resources, out uint interrupt))
            {
                Add(address, length, interrupt, found);
            }
        }
    }

    private static bool TryFindMemory(ReadOnlySpan<byte> resources, out uint address, out uint length)
    {
        for (int i = 0; i + 3 + MemoryFixedLength <= resources.Length; i++)
        {
            if (resources[i] == MemoryFixedTag && resources[i + 1] == MemoryFixedLength && resources[i + 2] == 0)
            {
                address = BinaryPrimitives.ReadUInt32LittleEndian(resources[(i + 4)..]);
                length = BinaryPrimitives.ReadUInt32LittleEndian(resources[(i + 8)..]);
                return true;
            }
        }

        address = length = 0;
        return false;
    }

    private static bool TryFindInterrupt(ReadOnlySpan<byte> resources, out uint interrupt)
    {
        for (int i = 0; i + 9 <= resources.Length; i++)
        {
            // One interrupt in the list: six bytes behind the tag's length.
            if (resources[i] == ExtendedInterruptTag && resources[i + 1] == 6 && resources[i + 2] == 0 && resources[i + 4] == 1)
            {
                interrupt = BinaryPrimitives.ReadUInt32LittleEndian(resources[(i + 5)..]);
                return true;
            }
        }

        interrupt = 0;
        return false;
    }

    private static void AddFromCommandLine(string commandLine, List<VirtioTransport> found)
    {
        const string Option = "virtio_mmio.device=";
        foreach (string word in commandLine.Split(' '))
        {
            if (!word.StartsWith(Option, StringComparison.Ordinal)) continue;

            ReadOnlySpan<char> text = word.AsSpan(Option.Length);
            int at = text.IndexOf('@');
            int colon = text.IndexOf(':');
            if (at > 0 && colon > at && TryParse(text[..at], out ulong length) && TryParse(text[(at + 1)..colon], out ulong address)
                && TryParse(text[(colon + 1)..], out ulong interrupt) && length <= uint.MaxValue)
            {
                Add(address, (long)length, (uint)interrupt, found);
            }
            else
            {
                Log.Warning($"not understood: {word}");
            }
        }
    }

    /// <summary>Decimal, or hexadecimal behind 0x, with K or M behind it.</summary>
    private static bool TryParse(ReadOnlySpan<char> text, out ulong value)
    {
        value = 0;
        bool isHex = text.StartsWith("0x");
        uint radix = isHex ? 16u : 10u;
        text = isHex ? text[2..] : text;
        ulong scale = text.IsEmpty ? 1 : text[^1] switch { 'K' => 1UL << 10, 'M' => 1UL << 20, _ => 1 };
        text = scale == 1 ? text : text[..^1];
        foreach (char c in text)
        {
            int digit = char.IsAsciiDigit(c) ? c - '0' : char.IsAsciiHexDigit(c) ? (c | 0x20) - 'a' + 10 : 99;
            if (digit >= radix || value > ulong.MaxValue / 64) return false;
            value = value * radix + (uint)digit;
        }

        value *= scale;
        return !text.IsEmpty;
    }

    private static void Add(ulong address, long length, uint interrupt, List<VirtioTransport> found)
    {
        if (VirtioMmioTransport.Open(new PhysicalAddress(address), length, (int)interrupt).Try(out VirtioMmioTransport transport, out _))
        {
            found.Add(transport);
        }
    }
}
