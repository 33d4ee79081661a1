// SPDX-License-Identifier: MIT
using Skift.Core.Information;
using Skift.FileSystems.ProcFs;
using Skift.FileSystems.TextTree;

namespace Skift.FileSystems.SysFs;

/// <summary><c>/sys/devices/system/node</c>: all memory is one node.</summary>
internal static class MemoryNodes
{
    internal static TextNode Tree(KernelInformation information) => TextNode.Folder(
        "node",
        TextNode.File("has_cpu", 0),
        TextNode.File("has_memory", 0),
        TextNode.File("has_normal_memory", 0),
        TextNode.Folder("node0", () => Node(information)),
        TextNode.File("online", 0),
        TextNode.File("possible", 0));

    private static TextNode[] Node(KernelInformation information)
    {
        int count = information.Cpus.Length;
        TextNode[] nodes = new TextNode[count + 4];
        for (int i = 0; i < count; i++) nodes[i] = TextNode.Link("cpu" + i.ToString(), "../../cpu/cpu" + i.ToString());
        nodes[count] = TextNode.File("cpulist", ProcessorNodes.RangeOf(count));
        nodes[count + 1] = TextNode.File("cpumap", () => ProcessorNodes.Mask(ProcessorNodes.MaskOf(count)));
        nodes[count + 2] = TextNode.File("distance", 10);
        nodes[count + 3] = TextNode.File("meminfo", () => Memory(information.Memory));
        return nodes;
    }

    private static ProcText Memory(in MemoryInformation memory)
    {
        ProcText text = new();
        AddSize(text, "MemTotal:", memory.Total);
        AddSize(text, "MemFree:", memory.Free);
        AddSize(text, "MemUsed:", memory.Total - memory.Free);
        AddSize(text, "FilePages:", memory.Cached);
        AddSize(text, "Mapped:", memory.Mapped);
        AddSize(text, "AnonPages:", memory.Anonymous);
        AddSize(text, "Shmem:", memory.Shared);
        AddSize(text, "KernelStack:", memory.KernelStacks);
        AddSize(text, "PageTables:", memory.PageTables);
        return text;
    }

    private static void AddSize(ProcText text, string name, long bytes)
    {
        const int NumberColumn = 16;
        const int NumberWidth = 8;
        _ = text.Add("Node 0 "u8).Add(name).Pad(NumberColumn - name.Length).Add(bytes / 1024, NumberWidth).Add(" kB\n"u8);
    }
}
