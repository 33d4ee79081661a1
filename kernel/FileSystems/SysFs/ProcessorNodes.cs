// SPDX-License-Identifier: MIT
using Skift.Core.Information;
using Skift.FileSystems.ProcFs;
using Skift.FileSystems.TextTree;
using Skift.Machine;

namespace Skift.FileSystems.SysFs;

/// <summary><c>/sys/devices/system/cpu</c>. All processors are cores of one package, and all are online as long as the system runs.</summary>
internal static class ProcessorNodes
{
    private const int MaximumCpus = 64;
    private static readonly string[] s_cacheTypes = ["", "Data", "Instruction", "Unified"];

    internal static TextNode Tree(KernelInformation information) => TextNode.Folder("cpu", () => Folders(information));

    /// <summary>"0-3", or "0" for one.</summary>
    internal static string RangeOf(int count) => count == 1 ? "0" : "0-" + (count - 1).ToString();

    internal static ProcText Mask(ulong cpus)
    {
        ProcText text = new();
        if (cpus >> 32 != 0) _ = text.AddHexadecimal(cpus >> 32, 8).Add(',');
        return text.AddHexadecimal(cpus & uint.MaxValue, cpus >> 32 != 0 ? 8 : 1).Add('\n');
    }

    internal static ulong MaskOf(int count) => ulong.MaxValue >> (MaximumCpus - count);

    private static TextNode[] Folders(KernelInformation information)
    {
        CpuDescription[] cpus = information.Cpus;
        TextNode[] nodes = new TextNode[cpus.Length + 6];
        for (int i = 0; i < cpus.Length; i++) nodes[i] = Processor(i, cpus);
        string all = RangeOf(cpus.Length);
        nodes[cpus.Length] = TextNode.File("isolated", "");
        nodes[cpus.Length + 1] = TextNode.File("kernel_max", MaximumCpus - 1);
        nodes[cpus.Length + 2] = TextNode.File("offline", "");
        nodes[cpus.Length + 3] = TextNode.File("online", all);
        nodes[cpus.Length + 4] = TextNode.File("possible", all);
        nodes[cpus.Length + 5] = TextNode.File("present", all);
        return nodes;
    }

    private static TextNode Processor(int number, CpuDescription[] cpus) => TextNode.Folder(
        "cpu" + number.ToString(),
        TextNode.Folder("cache", Caches(number, cpus)),
        TextNode.Link("node0", "../../node/node0"),
        TextNode.Folder(
            "topology",
            Siblings("core_cpus", 1UL << number),
            TextNode.File("core_cpus_list", number),
            TextNode.File("core_id", number),
            Siblings("core_siblings", MaskOf(cpus.Length)),
            TextNode.File("core_siblings_list", RangeOf(cpus.Length)),
            TextNode.File("die_id", 0),
            Siblings("package_cpus", MaskOf(cpus.Length)),
            TextNode.File("package_cpus_list", RangeOf(cpus.Length)),
            TextNode.File("physical_package_id", 0),
            Siblings("thread_siblings", 1UL << number),
            TextNode.File("thread_siblings_list", number)));

    private static TextNode[] Caches(int number, CpuDescription[] cpus)
    {
        CacheDescription[] caches = cpus[number].Caches ?? [];
        TextNode[] nodes = new TextNode[caches.Length];
        for (int i = 0; i < caches.Length; i++)
        {
            CacheDescription cache = caches[i];
            bool isShared = cache.SharingCpus > 1;
            nodes[i] = TextNode.Folder(
                "index" + i.ToString(),
                TextNode.File("coherency_line_size", cache.LineBytes),
                TextNode.File("level", cache.Level),
                TextNode.File("number_of_sets", cache.Sets),
                TextNode.File("physical_line_partition", cache.Partitions),
                TextNode.File("shared_cpu_list", isShared ? RangeOf(cpus.Length) : number.ToString()),
                Siblings("shared_cpu_map", isShared ? MaskOf(cpus.Length) : 1UL << number),
                TextNode.File("size", (cache.Bytes / 1024).ToString() + "K"),
                TextNode.File("type", s_cacheTypes[cache.Type]),
                TextNode.File("ways_of_associativity", cache.Ways));
        }

        return nodes;
    }

    private static TextNode Siblings(string name, ulong cpus) => TextNode.File(name, () => Mask(cpus));
}
