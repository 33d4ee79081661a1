// SPDX-License-Identifier: MIT
using System;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Free
{
    public const string Help = """
        Usage: free [-bkmgh]
        Shows how much memory is used and free.
          -b, -k, -m, -g  in bytes, KiB (the default), MiB, GiB
          -h, --human     in units that fit

        """;

    private static readonly LongOption[] s_options =
        [new("bytes", 'b'), new("kibi", 'k'), new("mebi", 'm'), new("gibi", 'g'), new("human", 'h')];

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        OptionParser options = new("bkmgh", s_options, args, io);
        char unit = 'k';
        while (options.Next(out int option))
        {
            unit = (char)option;
        }

        if (options.IsDone) return options.Status;

        if (FileInput.ReadText("/proc/meminfo") is not string meminfo) return io.Fail("cannot read /proc/meminfo");

        ulong total = ValueOf(meminfo, "MemTotal");
        ulong free = ValueOf(meminfo, "MemFree");
        ulong available = ValueOf(meminfo, "MemAvailable");
        ulong shared = ValueOf(meminfo, "Shmem");
        ulong cache = ValueOf(meminfo, "Buffers") + ValueOf(meminfo, "Cached") + ValueOf(meminfo, "SReclaimable");
        ulong used = total - Math.Min(total, available == 0 ? free + cache : available);
        ulong swapTotal = ValueOf(meminfo, "SwapTotal");
        ulong swapFree = ValueOf(meminfo, "SwapFree");
        io.Out.WriteLine("               total        used        free      shared  buff/cache   available");
        Row(io.Out, "Mem:", unit, total, used, free, shared, cache, available);
        Row(io.Out, "Swap:", unit, swapTotal, swapTotal - Math.Min(swapTotal, swapFree), swapFree);
        return 0;
    }

    private static void Row(ToolWriter output, string name, char unit, params ReadOnlySpan<ulong> kibibytes)
    {
        output.Write(name.PadRight(8));
        foreach (ulong value in kibibytes)
        {
            string text = unit switch
            {
                'b' => (value * 1024).ToString(),
                'm' => (value / 1024).ToString(),
                'g' => (value / 1024 / 1024).ToString(),
                'h' => SizeText.Human(value * 1024) + (value == 0 ? "B" : "i"),
                _ => value.ToString(),
            };
            output.Write(text.PadLeft(12));
        }

        output.WriteLine();
    }

    private static ulong ValueOf(string meminfo, string name)
    {
        foreach (string line in meminfo.Split('\n'))
        {
            if (line.StartsWith(name + ":", StringComparison.Ordinal))
            {
                string number = line.Substring(name.Length + 1).Trim();
                int space = number.IndexOf(' ');
                return ulong.TryParse(space < 0 ? number : number.Substring(0, space), out ulong value) ? value : 0;
            }
        }

        return 0;
    }
}
