// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Dmesg
{
    public const string Help = """
        Usage: dmesg [-cCr] [-n LEVEL]
        Prints the kernel's log.
          -c, --read-clear           then clear it
          -C, --clear                only clear it
          -r, --raw                  with the level in front of each line
          -n, --console-level=LEVEL  lines below LEVEL (1 to 8) go to the console

        """;

    private const int ReadAll = 3;
    private const int ReadClear = 4;
    private const int ClearLog = 5;
    private const int ConsoleLevel = 8;
    private const int SizeBuffer = 10;

    private static readonly LongOption[] s_options =
        [new("read-clear", 'c'), new("clear", 'C'), new("raw", 'r'), new("console-level", 'n', OptionArgument.Required)];

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        OptionParser options = new("cCrn:", s_options, args, io);
        int action = ReadAll;
        bool isRaw = false;
        while (options.Next(out int option))
        {
            switch (option)
            {
                case 'c': action = ReadClear; break;
                case 'C': action = ClearLog; break;
                case 'r': isRaw = true; break;
                case 'n':
                    if (!int.TryParse(options.Argument, out int level) || level is < 1 or > 8) return io.FailUsage($"unknown level '{options.Argument}'");

                    // The third argument of the call is the level; the buffer is only its length here.
                    return Posix.Klogctl(ConsoleLevel, new byte[level]).Try(out _, out Errno levelError) ? 0 : io.Fail("klogctl", levelError);
            }
        }

        if (options.IsDone) return options.Status;

        if (!Posix.Klogctl(SizeBuffer, default).Try(out int size, out Errno error)) return io.Fail("klogctl", error);

        byte[] buffer = new byte[action == ClearLog ? 0 : size];
        if (!Posix.Klogctl(action, buffer).Try(out int length, out error)) return io.Fail("klogctl", error);

        Print(buffer.AsSpan(0, Math.Min(length, buffer.Length)), isRaw, io.Out);
        return 0;
    }

    private static void Print(ReadOnlySpan<byte> log, bool isRaw, ToolWriter output)
    {
        while (!log.IsEmpty)
        {
            int end = log.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? log : log.Slice(0, end);
            log = end < 0 ? default : log.Slice(end + 1);
            int level = line.Length > 0 && line[0] == '<' ? line.IndexOf((byte)'>') : -1;
            output.WriteBytes(isRaw ? line : line.Slice(level + 1));
            output.WriteLine();
        }
    }
}
