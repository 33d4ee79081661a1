// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Wc
{
    public const string Help = """
        Usage: wc [-clLmw] [FILE]...
        Counts lines, words and bytes.
          -l, --lines            lines (newline characters)
          -w, --words            words
          -m, --chars            characters
          -c, --bytes            bytes
          -L, --max-line-length  the longest line

        """;

    private static readonly LongOption[] s_options =
        [new("lines", 'l'), new("words", 'w'), new("chars", 'm'), new("bytes", 'c'), new("max-line-length", 'L')];

    private struct Counts
    {
        public long Lines, Words, Characters, Bytes, Longest;
    }

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        OptionParser options = new("lwmcL", s_options, args, io);
        string chosen = "";
        while (options.Next(out int option))
        {
            chosen += (char)option;
        }

        if (options.IsDone) return options.Status;

        chosen = chosen.Length == 0 ? "lwc" : chosen;
        string[] operands = options.Operands;
        List<(Counts Counts, string Name)> rows = [];
        Counts total = default;
        int status = 0;
        foreach (string operand in operands.Length == 0 ? ["-"] : operands)
        {
            if (!FileInput.TryOpen(operand, io, out FileInput input))
            {
                status = 1;
                continue;
            }

            using (input)
            {
                Errno error = Count(input, out Counts counts);
                status = error == Errno.None ? status : io.Fail(input.Name, error);
                rows.Add((counts, operands.Length == 0 ? "" : operand));
                total.Lines += counts.Lines;
                total.Words += counts.Words;
                total.Characters += counts.Characters;
                total.Bytes += counts.Bytes;
                total.Longest = Math.Max(total.Longest, counts.Longest);
            }
        }

        if (operands.Length > 1)
        {
            rows.Add((total, "total"));
        }

        // One file's one number stands alone; columns are as wide as the largest number, and 7 where a size is not known beforehand.
        int width = rows.Count == 1 && chosen.Length == 1 ? 1 : operands.Length == 0 ? 7 : Math.Max(total.Bytes, total.Characters).ToString().Length;
        foreach ((Counts counts, string name) in rows)
        {
            Print(counts, name, chosen, width, io.Out);
        }

        return status;
    }

    private static void Print(in Counts counts, string name, string chosen, int width, ToolWriter output)
    {
        bool isFirst = true;
        foreach (char column in "lwmcL")
        {
            if (chosen.Contains(column))
            {
                long value = column switch { 'l' => counts.Lines, 'w' => counts.Words, 'm' => counts.Characters, 'c' => counts.Bytes, _ => counts.Longest };
                output.Write((isFirst ? "" : " ") + value.ToString().PadLeft(width));
                isFirst = false;
            }
        }

        output.WriteLine(name.Length == 0 ? "" : " " + name);
    }

    private static Errno Count(FileInput input, out Counts counts)
    {
        counts = default;
        byte[] buffer = new byte[65536];
        bool isInWord = false;
        long column = 0;
        while (true)
        {
            Errno error = input.Read(buffer, out int count);
            if (error != Errno.None || count == 0)
            {
                counts.Longest = Math.Max(counts.Longest, column);
                return error;
            }

            counts.Bytes += count;
            foreach (byte b in buffer.AsSpan(0, count))
            {
                // A UTF-8 continuation byte adds nothing to what its first byte counted.
                bool isCharacter = (b & 0xC0) != 0x80;
                counts.Characters += isCharacter ? 1 : 0;
                bool isSpace = b is (byte)' ' or (>= 9 and <= 13);
                counts.Words += !isSpace && !isInWord ? 1 : 0;
                isInWord = !isSpace;
                switch (b)
                {
                    case (byte)'\n':
                        counts.Lines++;
                        goto case (byte)'\f';
                    case (byte)'\r':
                    case (byte)'\f':
                        counts.Longest = Math.Max(counts.Longest, column);
                        column = 0;
                        break;
                    case (byte)'\t':
                        column = (column | 7) + 1;
                        break;
                    default:
                        column += isCharacter && b >= 32 ? 1 : 0;
                        break;
                }
            }
        }
    }
}
