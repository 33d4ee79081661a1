// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Ps
{
    public const string Help = """
        Usage: ps [-aAefl] [-p PID,...] [-o COLUMN,...] [aux]
        Shows processes: those of this terminal's user, or more.
          -a           those on any terminal
          -A, -e, ax   all
          -f           with parent, time of start and the command line
          -l           with state, priority and size
          aux          all, with owner, memory and the command line
          -p LIST      these
          -o LIST      these columns: pid ppid pgid sid user uid tty stat time etime ni vsz rss comm args

        """;

    private static readonly LongOption[] s_options = [new("pid", 'p', OptionArgument.Required), new("format", 'o', OptionArgument.Required)];

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        string columns = "pid,tty,time,comm";
        char scope = 'u';
        if (args.Length > 0 && args[0].Length > 0 && args[0].AsSpan().IndexOfAnyExcept("axuw") < 0)
        {
            scope = args[0].Contains('x') ? 'A' : args[0].Contains('a') ? 'a' : 'x';
            columns = args[0].Contains('u') ? "user,pid,vsz,rss,tty,stat,time,args" : "pid,tty,stat,time,args";
            args = args.Slice(1);
        }

        OptionParser options = new("aAeflp:o:", s_options, args, io);
        List<int> pids = [];
        while (options.Next(out int option))
        {
            switch (option)
            {
                case 'a': scope = 'a'; break;
                case 'A' or 'e': scope = 'A'; break;
                case 'f': columns = "user,pid,ppid,tty,time,args"; break;
                case 'l': columns = "stat,uid,pid,ppid,ni,vsz,tty,time,comm"; break;
                case 'o': columns = options.Argument.Replace(' ', ','); break;
                case 'p':
                    scope = 'p';
                    foreach (string text in options.Argument.Split(','))
                    {
                        if (!int.TryParse(text, out int pid)) return io.FailUsage($"process ID list syntax error: '{text}'");

                        pids.Add(pid);
                    }

                    break;
            }
        }

        if (options.IsDone) return options.Status;

        string[] operands = options.Operands;
        if (operands.Length > 0) return io.FailUsage($"unknown operand '{operands[0]}'");

        string[] names = columns.Split(',');
        foreach (string name in names)
        {
            if (ProcessRow.HeaderOf(name) is null) return io.FailUsage($"unknown column '{name}'");
        }

        List<ProcessRow> rows = ProcessRow.ReadAll();
        int self = Posix.Getpid();
        ProcessRow? current = rows.Find(row => row.Pid == self);
        rows.RemoveAll(row => !IsShown(row, scope, current, pids));
        Print(rows, names, io.Out);
        return rows.Count > 0 ? 0 : 1;
    }

    private static bool IsShown(ProcessRow row, char scope, ProcessRow? self, List<int> pids) => scope switch
    {
        'A' => true,
        'a' => row.Terminal != 0,
        'p' => pids.Contains(row.Pid),
        'x' => self is null || row.User == self.User,
        _ => self is null || (row.User == self.User && row.Terminal == self.Terminal),
    };

    private static void Print(List<ProcessRow> rows, string[] names, ToolWriter output)
    {
        List<string[]> table = [];
        string[] header = new string[names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            header[i] = ProcessRow.HeaderOf(names[i])!;
        }

        table.Add(header);
        var users = UserNames.Users();
        foreach (ProcessRow row in rows)
        {
            string[] cells = new string[names.Length];
            for (int i = 0; i < names.Length; i++)
            {
                cells[i] = row.Get(names[i], users);
            }

            table.Add(cells);
        }

        int[] widths = new int[names.Length];
        foreach (string[] cells in table)
        {
            for (int i = 0; i < names.Length; i++)
            {
                widths[i] = Math.Max(widths[i], cells[i].Length);
            }
        }

        foreach (string[] cells in table)
        {
            for (int i = 0; i < names.Length; i++)
            {
                int width = widths[i];
                bool isLast = i == names.Length - 1;
                bool isText = names[i] is "user" or "tty" or "stat" or "comm" or "args" or "s";
                output.Write((i == 0 ? "" : " ") + (isText ? isLast ? cells[i] : cells[i].PadRight(width) : cells[i].PadLeft(width)));
            }

            output.WriteLine();
        }
    }
}
