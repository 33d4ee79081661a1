// SPDX-License-Identifier: MIT
using Skift.Core.Information;
using Skift.Machine;

namespace Skift.FileSystems.ProcFs;

/// <summary><c>/proc/N/smaps</c> and <c>smaps_rollup</c>: how the memory of a process is used (<c>proc(5)</c>).</summary>
internal static class MemoryTexts
{
    private const int NumberColumn = 16;
    private const int NumberWidth = 8;

    internal static ProcText Areas(KernelInformation information, int process)
    {
        ProcText text = new();
        MemoryAreaInformation[] areas = information.GetAreas(process);
        for (int i = 0; i < areas.Length; i++)
        {
            ref readonly MemoryAreaInformation area = ref areas[i];
            ProcessTexts.AddArea(text, area, information.Mounts.Root);
            AddSize(text, "Size:", (long)(area.End - area.Start));
            AddSize(text, "KernelPageSize:", Page.Size);
            AddSize(text, "MMUPageSize:", Page.Size);
            PageCounts counts = information.CountPages(process, area);
            AddCounts(text, counts, isSum: false, area.IsLocked ? counts.ProportionalBytes : 0);
            _ = text.Add("THPeligible:    0\n"u8);
            AddFlags(text, area);
        }

        return text;
    }

    internal static ProcText Sum(KernelInformation information, int process)
    {
        const int LabelColumn = 73;
        MemoryAreaInformation[] areas = information.GetAreas(process);
        ProcText text = new();
        if (areas.Length == 0) return text;
        PageCounts total = default;
        long anonymous = 0;
        long ofFiles = 0;
        long locked = 0;
        foreach (MemoryAreaInformation area in areas)
        {
            PageCounts counts = information.CountPages(process, area);
            total.Add(counts);
            if (area.IsLocked) locked += counts.ProportionalBytes;
            if (area.File is null) anonymous += counts.ProportionalBytes;
            else ofFiles += counts.ProportionalBytes;
        }

        _ = text.AddHexadecimal(areas[0].Start, 8).Add('-').AddHexadecimal(areas[^1].End, 8).Add(" ---p 00000000 00:00 0 "u8);
        _ = text.Pad(LabelColumn - text.Length).Add("[rollup]\n"u8);
        AddCounts(text, total, isSum: true, locked, anonymous, ofFiles);
        return text;
    }

    private static void AddCounts(ProcText text, in PageCounts counts, bool isSum, long locked, long anonymous = 0, long ofFiles = 0)
    {
        AddPages(text, "Rss:", counts.Resident);
        AddSize(text, "Pss:", counts.ProportionalBytes);
        AddSize(text, "Pss_Dirty:", counts.ProportionalDirtyBytes);
        if (isSum)
        {
            AddSize(text, "Pss_Anon:", anonymous);
            AddSize(text, "Pss_File:", ofFiles);
            AddSize(text, "Pss_Shmem:", 0);
        }

        AddPages(text, "Shared_Clean:", counts.SharedClean);
        AddPages(text, "Shared_Dirty:", counts.SharedDirty);
        AddPages(text, "Private_Clean:", counts.PrivateClean);
        AddPages(text, "Private_Dirty:", counts.PrivateDirty);
        AddPages(text, "Referenced:", counts.Accessed);
        AddPages(text, "Anonymous:", counts.Anonymous);
        // There are neither huge pages nor swap.
        foreach (string name in (string[])["LazyFree:", "AnonHugePages:", "ShmemPmdMapped:", "FilePmdMapped:", "Shared_Hugetlb:", "Private_Hugetlb:", "Swap:", "SwapPss:"])
        {
            AddSize(text, name, 0);
        }

        AddSize(text, "Locked:", locked);
    }

    private static void AddFlags(ProcText text, in MemoryAreaInformation area)
    {
        _ = text.Add("VmFlags:"u8);
        if (area.IsReadable) _ = text.Add(" rd"u8);
        if (area.IsWritable) _ = text.Add(" wr"u8);
        if (area.IsExecutable) _ = text.Add(" ex"u8);
        if (area.IsShared) _ = text.Add(" sh"u8);
        _ = text.Add(" mr mw me"u8);
        if (area.Label == "[stack]") _ = text.Add(" gd"u8);
        if (area.IsLocked) _ = text.Add(" lo"u8);
        _ = text.Add(" \n"u8);
    }

    private static void AddPages(ProcText text, string name, long pages) => AddSize(text, name, pages * Page.Size);

    private static void AddSize(ProcText text, string name, long bytes) =>
        _ = text.Add(name).Pad(NumberColumn - name.Length).Add(bytes / 1024, NumberWidth).Add(" kB\n"u8);
}
