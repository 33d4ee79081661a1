// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Information;
using Skift.Core.Processes;

namespace Skift.FileSystems.ProcFs;

/// <summary>What a process may use, and how its use of memory and of CPUs is judged (<c>proc(5)</c>).</summary>
internal static class LimitTexts
{
    /// <summary>The range of oom_adj, which oom_score_adj took the place of; -17 meant "never".</summary>
    internal const int OldNever = -17;
    internal const int OldMost = 15;

    private const int ScoreRange = 1000;

    private static readonly (string Name, string Unit, Resource Resource)[] s_limits =
    [
        ("Max cpu time", "seconds", Resource.RLIMIT_CPU),
        ("Max file size", "bytes", Resource.RLIMIT_FSIZE),
        ("Max data size", "bytes", Resource.RLIMIT_DATA),
        ("Max stack size", "bytes", Resource.RLIMIT_STACK),
        ("Max core file size", "bytes", Resource.RLIMIT_CORE),
        ("Max resident set", "bytes", Resource.RLIMIT_RSS),
        ("Max processes", "processes", Resource.RLIMIT_NPROC),
        ("Max open files", "files", Resource.RLIMIT_NOFILE),
        ("Max locked memory", "bytes", Resource.RLIMIT_MEMLOCK),
        ("Max address space", "bytes", Resource.RLIMIT_AS),
        ("Max file locks", "locks", Resource.RLIMIT_LOCKS),
        ("Max pending signals", "signals", Resource.RLIMIT_SIGPENDING),
        ("Max msgqueue size", "bytes", Resource.RLIMIT_MSGQUEUE),
        ("Max nice priority", "", Resource.RLIMIT_NICE),
        ("Max realtime priority", "", Resource.RLIMIT_RTPRIO),
        ("Max realtime timeout", "us", Resource.RLIMIT_RTTIME),
    ];

    /// <summary>Nothing that was written is lost before it reaches the disk.</summary>
    internal static ProcText Io(in IoCounts counts) => new ProcText()
        .Add("rchar: "u8).Add(counts.ReadCharacters)
        .Add("\nwchar: "u8).Add(counts.WrittenCharacters)
        .Add("\nsyscr: "u8).Add(counts.ReadCalls)
        .Add("\nsyscw: "u8).Add(counts.WriteCalls)
        .Add("\nread_bytes: "u8).Add(counts.DiskReadBytes)
        .Add("\nwrite_bytes: "u8).Add(counts.DiskWrittenBytes)
        .Add("\ncancelled_write_bytes: 0\n"u8);

    internal static ProcText Limits(ResourceLimit[] limits)
    {
        ProcText text = new();
        if (limits.Length == 0) return text;
        AddColumns(text, "Limit", "Soft Limit", "Hard Limit");
        _ = text.Add("Units     \n");
        foreach ((string name, string unit, Resource resource) in s_limits)
        {
            ResourceLimit limit = limits[(int)resource];
            AddColumns(text, name, ToText(limit.rlim_cur), ToText(limit.rlim_max));
            if (unit.Length != 0) _ = text.Add(unit).Pad(10 - unit.Length);
            _ = text.Add('\n');
        }

        return text;
    }

    /// <summary>How likely the process is chosen when memory runs out: its share of memory, moved by its score, in a range of 0 to 2000.</summary>
    internal static ProcText MemoryBadness(in ProcessStatus status, long totalBytes)
    {
        long points = 0;
        if (status.MemoryScore != -ScoreRange)
        {
            long total = totalBytes / Machine.Page.Size;
            long used = (status.ResidentSize + status.PageTableSize) / Machine.Page.Size;
            long badness = used + (status.MemoryScore * (total / ScoreRange));
            points = (ScoreRange + (badness * ScoreRange / total)) * 2 / 3;
        }

        return new ProcText().Add(points < 0 ? 0 : points).Add('\n');
    }

    internal static ProcText OldMemoryScore(in ProcessStatus status)
    {
        int value = status.MemoryScore == ScoreRange ? OldMost : status.MemoryScore * -OldNever / ScoreRange;
        return new ProcText().Add((long)value).Add('\n');
    }

    internal static int FromOld(int value) => value == OldMost ? ScoreRange : value * ScoreRange / -OldNever;

    /// <summary>Time on a CPU, time waiting for one (not measured), and how often it got one.</summary>
    internal static ProcText Schedule(in ProcessStatus status) =>
        new ProcText().Add(status.UserTime + status.SystemTime).Add(" 0 "u8).Add(status.VoluntarySwitches + status.InvoluntarySwitches).Add('\n');

    private static string ToText(ulong limit) =>
        limit == ResourceLimit.RLIM_INFINITY ? "unlimited" : limit.ToString();

    private static void AddColumns(ProcText text, string name, string soft, string hard)
    {
        const int NameWidth = 25;
        const int NumberWidth = 20;
        _ = text.Add(name).Pad(NameWidth - name.Length).Add(' ')
            .Add(soft).Pad(NumberWidth - soft.Length).Add(' ')
            .Add(hard).Pad(NumberWidth - hard.Length).Add(' ');
    }
}
