// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Uniq
{
    public const string Help = """
        Usage: uniq [-cdDiuz] [-f N] [-s N] [-w N] [INPUT [OUTPUT]]
        Leaves out lines that equal the line before.
          -c, --count           how often in front of each line
          -d, --repeated        only lines that repeat, once each
          -D                    all lines that repeat
          -u, --unique          only lines that do not repeat
          -i, --ignore-case     without regard to case
          -f, --skip-fields=N   compare without the first N fields
          -s, --skip-chars=N    compare without the first N characters
          -w, --check-chars=N   compare at most N characters
          -z, --zero-terminated  lines end with a zero byte

        """;

    private static readonly LongOption[] s_options =
    [
        new("count", 'c'), new("repeated", 'd'), new("unique", 'u'), new("ignore-case", 'i'), new("zero-terminated", 'z'),
        new("skip-fields", 'f', OptionArgument.Required), new("skip-chars", 's', OptionArgument.Required), new("check-chars", 'w', OptionArgument.Required),
    ];

    private sealed class Request
    {
        public bool Counts, OnlyRepeated, AllRepeated, OnlyUnique, IgnoresCase;
        public long SkipFields, SkipCharacters, CheckCharacters = long.MaxValue;
        public char End = '\n';
    }

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        var request = new Request();
        OptionParser options = new("cdDuizf:s:w:", s_options, args, io);
        while (options.Next(out int option))
        {
            long number = 0;
            if (option is 'f' or 's' or 'w' && !SizeText.TryParseCount(options.Argument, out number))
            {
                return io.Fail($"{options.Argument}: invalid number");
            }

            switch (option)
            {
                case 'c': request.Counts = true; break;
                case 'd': request.OnlyRepeated = true; break;
                case 'D': request.OnlyRepeated = request.AllRepeated = true; break;
                case 'u': request.OnlyUnique = true; break;
                case 'i': request.IgnoresCase = true; break;
                case 'f': request.SkipFields = number; break;
                case 's': request.SkipCharacters = number; break;
                case 'w': request.CheckCharacters = number; break;
                case 'z': request.End = '\0'; break;
            }
        }

        if (options.IsDone) return options.Status;

        string[] operands = options.Operands;
        if (operands.Length > 2) return io.FailUsage($"extra operand '{operands[2]}'");

        if (!FileInput.TryOpen(operands.Length > 0 ? operands[0] : "-", io, out FileInput input)) return 1;

        using (input)
        {
            ToolWriter output = io.Out;
            if (operands.Length == 2 && operands[1] != "-")
            {
                const OpenFlags Flags = OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_TRUNC | OpenFlags.O_CLOEXEC;
                if (!Posix.Open(operands[1], Flags, (StatMode)0x1B6).Try(out int fd, out Errno error)) return io.Fail(operands[1], error);

                output = new ToolWriter(fd);
            }

            Errno readError = Filter(input, request, output);
            output.Flush();
            return readError != Errno.None ? io.Fail(input.Name, readError) : output.Error != Errno.None ? io.Fail(operands[1], output.Error) : 0;
        }
    }

    private static Errno Filter(FileInput input, Request request, ToolWriter output)
    {
        var reader = new LineReader(input.Descriptor, (byte)request.End);
        string? previous = null;
        string previousKey = "";
        long count = 0;
        while (reader.Read(out string line))
        {
            string key = KeyOf(line, request);
            if (previous is not null && key == previousKey)
            {
                count++;
                if (request.AllRepeated)
                {
                    WriteLine(count == 2 ? previous : null, request, output);
                    WriteLine(line, request, output);
                }

                continue;
            }

            WriteGroup(previous, count, request, output);
            previous = line;
            previousKey = key;
            count = 1;
        }

        WriteGroup(previous, count, request, output);
        return reader.Error;
    }

    private static void WriteGroup(string? line, long count, Request request, ToolWriter output)
    {
        bool isShown = line is not null && !request.AllRepeated && (count > 1 ? !request.OnlyUnique : !request.OnlyRepeated);
        if (isShown)
        {
            WriteLine(request.Counts ? count.ToString().PadLeft(7) + " " + line : line, request, output);
        }
    }

    private static void WriteLine(string? line, Request request, ToolWriter output)
    {
        if (line is not null)
        {
            output.Write(line);
            output.Write(request.End);
        }
    }

    private static string KeyOf(string line, Request request)
    {
        int start = 0;
        for (long field = 0; field < request.SkipFields && start < line.Length; field++)
        {
            while (start < line.Length && line[start] is ' ' or '\t')
            {
                start++;
            }

            while (start < line.Length && line[start] is not (' ' or '\t'))
            {
                start++;
            }
        }

        start = (int)Math.Min(line.Length, start + request.SkipCharacters);
        string key = line.Substring(start, (int)Math.Min(line.Length - start, request.CheckCharacters));
        return request.IgnoresCase ? key.ToUpperInvariant() : key;
    }
}
