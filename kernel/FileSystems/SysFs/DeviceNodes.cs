// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Devices;
using Skift.FileSystems.ProcFs;
using Skift.FileSystems.TextTree;

namespace Skift.FileSystems.SysFs;

/// <summary>Devices by class: <c>/sys/devices/virtual/CLASS/NAME</c>, and the links to them from <c>/sys/class</c>, <c>/sys/block</c> and <c>/sys/dev</c>.</summary>
/// <remarks>Which bus a device sits on is not shown, so all lie below "virtual".</remarks>
internal static class DeviceNodes
{
    private const string BlockClass = "block";

    internal static TextNode[] All(DeviceTable devices)
    {
        SortedDictionary<string, List<TextNode>> classes = new();
        foreach (CharacterDevice device in devices.Characters) Add(classes, ClassOf(device), Character(device));
        foreach (BlockDevice disk in devices.Blocks) Add(classes, BlockClass, Disk(disk));
        foreach (TextNode found in NetworkNodes.All()) Add(classes, NetworkNodes.Class, found);
        return Folders(classes);
    }

    internal static TextNode[] Classes(DeviceTable devices)
    {
        SortedDictionary<string, List<TextNode>> classes = new();
        foreach (CharacterDevice device in devices.Characters)
        {
            string name = NameOf(device.Name);
            Add(classes, ClassOf(device), TextNode.Link(name, "../../devices/virtual/" + ClassOf(device) + "/" + name));
        }

        foreach (BlockDevice disk in devices.Blocks) Add(classes, BlockClass, TextNode.Link(disk.Name, "../../devices/virtual/block/" + disk.Name));
        foreach (TextNode link in NetworkNodes.Links()) Add(classes, NetworkNodes.Class, link);
        return Folders(classes);
    }

    internal static TextNode[] BlockLinks(DeviceTable devices)
    {
        List<TextNode> links = new();
        foreach (BlockDevice disk in devices.Blocks) links.Add(TextNode.Link(disk.Name, "../devices/virtual/block/" + disk.Name));
        return links.ToArray();
    }

    internal static TextNode[] BlockNumbers(DeviceTable devices)
    {
        List<TextNode> links = new();
        foreach (BlockDevice disk in devices.Blocks) links.Add(TextNode.Link(Number(disk.Number), "../../devices/virtual/block/" + disk.Name));
        return links.ToArray();
    }

    internal static TextNode[] CharacterNumbers(DeviceTable devices)
    {
        List<TextNode> links = new();
        foreach (CharacterDevice device in devices.Characters)
        {
            links.Add(TextNode.Link(Number(device.Number), "../../devices/virtual/" + ClassOf(device) + "/" + NameOf(device.Name)));
        }

        return links.ToArray();
    }

    private static TextNode Character(CharacterDevice device) => TextNode.Folder(
        NameOf(device.Name),
        TextNode.File("dev", Number(device.Number)),
        TextNode.Link("subsystem", "../../../../class/" + ClassOf(device)),
        TextNode.File("uevent", () => Event(device.Number, device.Name, isDisk: false)));

    private static TextNode Disk(BlockDevice disk) => TextNode.Folder(
        disk.Name,
        TextNode.File("dev", Number(disk.Number)),
        TextNode.Folder(
            "queue",
            TextNode.File("hw_sector_size", BlockDevice.SectorSize),
            TextNode.File("logical_block_size", BlockDevice.SectorSize),
            TextNode.File("physical_block_size", BlockDevice.SectorSize)),
        TextNode.File("removable", 0),
        TextNode.File("ro", disk.IsReadOnly ? 1 : 0),
        TextNode.File("size", disk.SectorCount),
        TextNode.Link("subsystem", "../../../../class/block"),
        TextNode.File("uevent", () => Event(disk.Number, disk.Name, isDisk: true)));

    private static ProcText Event(ulong number, string name, bool isDisk)
    {
        ProcText text = new();
        _ = text.Add("MAJOR="u8).Add((long)DeviceNumber.Major(number)).Add("\nMINOR="u8).Add((long)DeviceNumber.Minor(number))
            .Add("\nDEVNAME="u8).Add(name).Add('\n');
        return isDisk ? text.Add("DEVTYPE=disk\n"u8) : text;
    }

    private static string Number(ulong number) => DeviceNumber.Major(number).ToString() + ":" + DeviceNumber.Minor(number).ToString();

    private static string NameOf(string deviceName) => deviceName[(deviceName.LastIndexOf('/') + 1)..];

    /// <summary>Linux's class names where they are not the name of the device.</summary>
    private static string ClassOf(CharacterDevice device) => DeviceTexts.KindOf(device.Name, device.Number) switch
    {
        "ttyS" or "tty" or "console" or "hvc" or "ptmx" => "tty",
        "fb" => "graphics",
        string kind => kind,
    };

    private static void Add(SortedDictionary<string, List<TextNode>> classes, string name, TextNode node)
    {
        if (!classes.TryGetValue(name, out List<TextNode>? members))
        {
            members = new List<TextNode>();
            classes.Add(name, members);
        }

        members.Add(node);
    }

    private static TextNode[] Folders(SortedDictionary<string, List<TextNode>> classes)
    {
        List<TextNode> folders = new();
        foreach (KeyValuePair<string, List<TextNode>> entry in classes) folders.Add(TextNode.Folder(entry.Key, entry.Value.ToArray()));
        return folders.ToArray();
    }
}
