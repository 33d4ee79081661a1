// SPDX-License-Identifier: MIT
using System.Text;
using Skift.Abi;
using Skift.Libc;
using Skift.Sh.Execution;

namespace Skift.Sh.Builtins;

/// <summary>umask, ulimit, times: what the system allows and what has been used.</summary>
internal static class LimitBuiltins
{
    private static readonly (char Letter, Resource Resource, ulong Unit, string Name)[] s_limits =
    {
        ('f', Resource.RLIMIT_FSIZE, 512, "file size (blocks)"),
        ('t', Resource.RLIMIT_CPU, 1, "cpu time (seconds)"),
        ('d', Resource.RLIMIT_DATA, 1024, "data seg size (kb)"),
        ('s', Resource.RLIMIT_STACK, 1024, "stack size (kb)"),
        ('c', Resource.RLIMIT_CORE, 512, "core file size (blocks)"),
        ('m', Resource.RLIMIT_RSS, 1024, "resident set size (kb)"),
        ('l', Resource.RLIMIT_MEMLOCK, 1024, "locked memory (kb)"),
        ('p', Resource.RLIMIT_NPROC, 1, "processes"),
        ('n', Resource.RLIMIT_NOFILE, 1, "file descriptors"),
        ('v', Resource.RLIMIT_AS, 1024, "address space (kb)"),
        ('w', Resource.RLIMIT_LOCKS, 1, "locks"),
        ('e', Resource.RLIMIT_NICE, 1, "scheduling priority"),
        ('r', Resource.RLIMIT_RTPRIO, 1, "real-time priority"),
    };

    public static int Times(Shell shell, string[] words)
    {
        _ = Posix.Times(out Tms times);
        shell.Output.WriteLine(FormatTicks(times.tms_utime) + " " + FormatTicks(times.tms_stime));
        shell.Output.WriteLine(FormatTicks(times.tms_cutime) + " " + FormatTicks(times.tms_cstime));
        return 0;
    }

    public static int Umask(Shell shell, string[] words)
    {
        bool isSymbolic = false;
        BuiltinOptions options = new(shell, words);
        for (char option = options.Next("S"); option != '\0'; option = options.Next("S"))
        {
            isSymbolic = true;
        }

        StatMode mask = Posix.Umask(StatMode.None);
        _ = Posix.Umask(mask);
        if (options.Index == words.Length)
        {
            shell.Output.WriteLine(isSymbolic ? DescribeMask((uint)mask) : "0" + ToOctal((uint)mask).PadLeft(3, '0'));
            return 0;
        }

        string text = words[options.Index];
        if (!(char.IsAsciiDigit(text[0]) ? TryParseOctal(text, out uint value) : FileModes.TryApply(text, ~(uint)mask & 0x1FF, out value)))
        {
            throw shell.Fail("illegal mode: " + text);
        }

        _ = Posix.Umask((StatMode)((char.IsAsciiDigit(text[0]) ? value : ~value) & 0x1FF));
        return 0;
    }

    public static int Ulimit(Shell shell, string[] words)
    {
        bool isHard = false;
        bool isSoft = false;
        char letter = 'f';
        string known = "HSa";
        foreach ((char candidate, _, _, _) in s_limits)
        {
            known += candidate;
        }

        BuiltinOptions options = new(shell, words);
        for (char option = options.Next(known); option != '\0'; option = options.Next(known))
        {
            isHard |= option == 'H';
            isSoft |= option == 'S';
            letter = option is 'H' or 'S' ? letter : option;
        }

        foreach ((char candidate, Resource resource, ulong unit, string name) in s_limits)
        {
            if (letter != 'a' && letter != candidate)
            {
                continue;
            }

            if (letter != 'a' && options.Index < words.Length)
            {
                Set(shell, resource, unit, words[options.Index], isHard, isSoft);
                return 0;
            }

            if (Posix.Getrlimit(resource).Try(out ResourceLimit limit, out _))
            {
                ulong value = isHard ? limit.rlim_max : limit.rlim_cur;
                string text = value == ResourceLimit.RLIM_INFINITY ? "unlimited" : (value / unit).ToString();
                shell.Output.WriteLine(letter == 'a' ? (name + " (-" + candidate + ")").PadRight(32) + text : text);
            }
        }

        return 0;
    }

    private static void Set(Shell shell, Resource resource, ulong unit, string text, bool isHard, bool isSoft)
    {
        ulong value = ResourceLimit.RLIM_INFINITY;
        if (text != "unlimited" && !ulong.TryParse(text, out value))
        {
            throw shell.Fail("bad number");
        }

        value = text == "unlimited" ? value : value * unit;
        _ = Posix.Getrlimit(resource).Try(out ResourceLimit limit, out _);
        limit.rlim_cur = isHard && !isSoft ? limit.rlim_cur : value;
        limit.rlim_max = isSoft && !isHard ? limit.rlim_max : value;
        Errno error = Posix.Setrlimit(resource, limit);
        if (error != Errno.None)
        {
            throw shell.Fail("error setting limit", error);
        }
    }

    private static string FormatTicks(long ticks)
    {
        long seconds = ticks / TimerConstants.USER_HZ;
        long hundredths = ticks % TimerConstants.USER_HZ;
        return (seconds / 60).ToString() + "m" + (seconds % 60).ToString() + "." + hundredths.ToString().PadLeft(2, '0') + "s";
    }

    private static string DescribeMask(uint mask)
    {
        StringBuilder text = new();
        for (int shift = 6; shift >= 0; shift -= 3)
        {
            uint allowed = ~(mask >> shift) & 7;
            text.Append(shift == 6 ? "u=" : shift == 3 ? ",g=" : ",o=");
            text.Append((allowed & 4) != 0 ? "r" : "").Append((allowed & 2) != 0 ? "w" : "").Append((allowed & 1) != 0 ? "x" : "");
        }

        return text.ToString();
    }

    private static string ToOctal(uint value) => value < 8 ? value.ToString() : ToOctal(value >> 3) + (value & 7).ToString();

    private static bool TryParseOctal(string text, out uint value)
    {
        value = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is < '0' or > '7' || value > 0x1FF)
            {
                return false;
            }

            value = (value << 3) + (uint)(text[i] - '0');
        }

        return value <= 0xFFF;
    }
}
