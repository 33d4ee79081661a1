// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

/// <summary>What /proc/PID/stat tells of a process (proc(5)).</summary>
internal sealed class ProcessRow
{
    private const long TicksPerSecond = 100;
    private const int FirstFieldAfterName = 3;

    private readonly string[] _fields;
    private readonly string _name;

    private ProcessRow(int pid, uint user, string name, string[] fields)
    {
        Pid = pid;
        User = user;
        _name = name;
        _fields = fields;
    }

    public int Pid { get; }

    public uint User { get; }

    /// <summary>Device number of the controlling terminal; 0 if there is none.</summary>
    public long Terminal => Field(7);

    public static List<ProcessRow> ReadAll()
    {
        List<ProcessRow> rows = [];
        _ = FileRemover.ReadNames("/proc", out List<string> names);
        foreach (string name in names)
        {
            // A process may end between the listing and the reading: then it is left out.
            if (int.TryParse(name, out int pid) && Read(pid) is ProcessRow row)
            {
                rows.Add(row);
            }
        }

        rows.Sort((a, b) => a.Pid.CompareTo(b.Pid));
        return rows;
    }

    private static ProcessRow? Read(int pid)
    {
        string folder = "/proc/" + pid;
        if (FileInput.ReadText(folder + "/stat") is not string text || !Posix.Stat(folder).Try(out Stat stat, out _)) return null;

        // The name stands in parentheses and may hold anything, parentheses and spaces too.
        int open = text.IndexOf('(');
        int close = text.LastIndexOf(')');
        if (open < 0 || close < open || close + 2 > text.Length) return null;

        return new ProcessRow(pid, stat.st_uid, text.Substring(open + 1, close - open - 1), text.Substring(close + 2).Trim().Split(' '));
    }

    public static string? HeaderOf(string column) => column switch
    {
        "pid" or "ppid" or "pgid" or "sid" or "user" or "uid" or "time" or "ni" or "vsz" or "rss" or "stat" => column.ToUpperInvariant(),
        "s" => "S",
        "tty" => "TTY",
        "etime" => "ELAPSED",
        "comm" => "CMD",
        "args" or "cmd" => "COMMAND",
        _ => null,
    };

    public string Get(string column, UserNames users) => column switch
    {
        "pid" => Pid.ToString(),
        "ppid" => Field(4).ToString(),
        "pgid" => Field(5).ToString(),
        "sid" => Field(6).ToString(),
        "uid" => User.ToString(),
        "user" => users.NameOf(User),
        "tty" => TerminalName(),
        "s" => _fields[0],
        "stat" => State(),
        "time" => Clock((Field(14) + Field(15)) / TicksPerSecond),
        "etime" => Clock(Math.Max(Uptime() - Field(22) / TicksPerSecond, 0)),
        "ni" => Field(19).ToString(),
        "vsz" => (Field(23) / 1024).ToString(),
        "rss" => (Field(24) * 4).ToString(),
        "comm" => _name,
        _ => CommandLine(),
    };

    /// <param name="number">As proc(5) counts them, the first being 1.</param>
    private long Field(int number) =>
        number - FirstFieldAfterName < _fields.Length && long.TryParse(_fields[number - FirstFieldAfterName], out long value) ? value : 0;

    private string State()
    {
        string state = _fields[0];
        state += Field(19) < 0 ? "<" : Field(19) > 0 ? "N" : "";
        state += Field(6) == Pid ? "s" : "";
        state += Field(20) > 1 ? "l" : "";
        return state + (Terminal != 0 && Field(8) == Field(5) ? "+" : "");
    }

    private string TerminalName()
    {
        uint major = DeviceNumber.Major((ulong)Terminal);
        uint minor = DeviceNumber.Minor((ulong)Terminal);
        return major switch
        {
            0 => "?",
            4 => minor < 64 ? "tty" + minor : "ttyS" + (minor - 64),
            5 => minor == 1 ? "console" : "tty",
            >= 136 and <= 143 => "pts/" + ((major - 136) * 256 + minor),
            229 => "hvc" + minor,
            _ => major + "," + minor,
        };
    }

    private string CommandLine()
    {
        string line = (FileInput.ReadText("/proc/" + Pid + "/cmdline") ?? "").Replace('\0', ' ').TrimEnd();
        return line.Length > 0 ? line : "[" + _name + "]";
    }

    private static long Uptime() => Posix.Sysinfo().Try(out SystemInformation information, out _) ? information.uptime : 0;

    private static string Clock(long seconds)
    {
        string clock = (seconds / 3600 % 24).ToString("D2") + ":" + (seconds / 60 % 60).ToString("D2") + ":" + (seconds % 60).ToString("D2");
        return seconds >= 86400 ? (seconds / 86400) + "-" + clock : clock;
    }
}
