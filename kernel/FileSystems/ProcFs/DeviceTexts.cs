// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Devices;

namespace Skift.FileSystems.ProcFs;

/// <summary><c>/proc/devices</c> and <c>/proc/partitions</c>.</summary>
internal static class DeviceTexts
{
    private const int MemoryMajor = 1;
    private const int MiscellaneousMajor = 10;

    /// <summary>Major numbers and the kind of device behind each.</summary>
    internal static ProcText Majors(DeviceTable devices)
    {
        SortedDictionary<uint, string> characters = new();
        foreach (CharacterDevice device in devices.Characters) characters[DeviceNumber.Major(device.Number)] = KindOf(device.Name, device.Number);
        SortedDictionary<uint, string> blocks = new();
        foreach (BlockDevice device in devices.Blocks) blocks[DeviceNumber.Major(device.Number)] = KindOf(device.Name, device.Number);
        ProcText text = new();
        _ = text.Add("Character devices:\n"u8);
        AddAll(text, characters);
        _ = text.Add("\nBlock devices:\n"u8);
        AddAll(text, blocks);
        return text;
    }

    internal static ProcText Disks(DeviceTable devices)
    {
        ProcText text = new();
        BlockDevice[] disks = devices.Blocks;
        if (disks.Length != 0) _ = text.Add("major minor  #blocks  name\n\n"u8);
        foreach (BlockDevice disk in disks)
        {
            if (disk.SectorCount == 0) continue;
            _ = text.Add((long)DeviceNumber.Major(disk.Number), 4).Add("  "u8).Add((long)DeviceNumber.Minor(disk.Number), 7).Add(' ')
                .Add(disk.SectorCount / 2, 10).Add(' ').Add(disk.Name).Add('\n');
        }

        return text;
    }

    /// <summary>The folder of a device in /dev, or its name without the number.</summary>
    internal static string KindOf(string name, ulong number)
    {
        if (DeviceNumber.Major(number) == MemoryMajor) return "mem";
        if (DeviceNumber.Major(number) == MiscellaneousMajor) return "misc";
        int slash = name.IndexOf('/');
        if (slash > 0) return name[..slash];
        int end = name.Length;
        while (end > 1 && char.IsAsciiDigit(name[end - 1])) end--;
        return name[..end];
    }

    private static void AddAll(ProcText text, SortedDictionary<uint, string> kinds)
    {
        foreach (KeyValuePair<uint, string> kind in kinds) _ = text.Add((long)kind.Key, 3).Add(' ').Add(kind.Value).Add('\n');
    }
}
