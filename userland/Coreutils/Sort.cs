// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Sort
{
    public const string Help = """
        Usage: sort [-bcCdfghimMnrRsuVz] [-k KEY]... [-t CHAR] [-o FILE] [FILE]...
        Prints lines in order.
          -n, --numeric-sort         by numbers at the start
          -g, --general-numeric-sort  by floating-point numbers
          -h, --human-numeric-sort   by numbers such as 2K 1G
          -M, --month-sort           by months
          -V, --version-sort         by numbers inside the text
          -r, --reverse              backwards
          -f, --ignore-case          without regard to case
          -d, --dictionary-order     only blanks, letters and digits count
          -i, --ignore-nonprinting   only printable characters count
          -b, --ignore-leading-blanks
          -k, --key=F[.C][OPTS][,F[.C][OPTS]]  sort by fields
          -t, --field-separator=CHAR
          -u, --unique               one of equal lines
          -s, --stable               equal keys stay as they come
          -c, --check; -C            only check; without a message
          -m, --merge                the files are sorted already
          -o, --output=FILE          to FILE, which may be one of the inputs
          -z, --zero-terminated      lines end with a zero byte

        """;

    private static readonly LongOption[] s_options =
    [
        new("numeric-sort", 'n'), new("general-numeric-sort", 'g'), new("human-numeric-sort", 'h'), new("month-sort", 'M'), new("version-sort", 'V'),
        new("reverse", 'r'), new("ignore-case", 'f'), new("dictionary-order", 'd'), new("ignore-nonprinting", 'i'), new("ignore-leading-blanks", 'b'),
        new("key", 'k', OptionArgument.Required), new("field-separator", 't', OptionArgument.Required), new("unique", 'u'), new("stable", 's'),
        new("check", 'c'), new("merge", 'm'), new("output", 'o', OptionArgument.Required), new("zero-terminated", 'z'),
    ];

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        var order = new SortOrder();
        OptionParser options = new("nghMVrfdibk:t:uscCmo:z", s_options, args, io, usageStatus: 2);
        bool isUnique = false;
        char check = '\0';
        string? outputPath = null;
        byte end = (byte)'\n';
        while (options.Next(out int option))
        {
            switch (option)
            {
                case 'k':
                    if (!order.TryAddKey(options.Argument)) return io.Fail($"invalid key '{options.Argument}'", 2);

                    break;
                case 't':
                    if (options.Argument is not ({ Length: 1 } or "\\0")) return io.Fail($"multi-character tab '{options.Argument}'", 2);

                    order.Separator = options.Argument == "\\0" ? '\0' : options.Argument[0];
                    break;
                case 'u': isUnique = true; break;
                case 's': order.IsStable = true; break;
                case 'c' or 'C': check = (char)option; break;
                case 'm': break;
                case 'o': outputPath = options.Argument; break;
                case 'z': end = 0; break;
                default: order.Defaults.Add((char)option); break;
            }
        }

        if (options.IsDone) return options.Status;

        order.IsStable |= isUnique;
        string[] operands = options.Operands;
        if (check != 0 && operands.Length > 1) return io.Fail($"extra operand '{operands[1]}' not allowed with -{check}", 2);

        if (!ReadLines(operands, end, order, io, out List<SortLine> lines)) return 2;

        if (check != 0) return Check(lines, order, isUnique, check == 'C', operands, io);

        SortLine[] sorted = lines.ToArray();
        MergeSort.Sort(sorted, order.Compare);
        return Write(sorted, order, isUnique, end, outputPath, io);
    }

    private static bool ReadLines(string[] operands, byte end, SortOrder order, ToolIO io, out List<SortLine> lines)
    {
        lines = [];
        foreach (string operand in operands.Length == 0 ? ["-"] : operands)
        {
            if (!FileInput.TryOpen(operand, io, out FileInput input)) return false;

            using (input)
            {
                var reader = new LineReader(input.Descriptor, end);
                while (reader.Read(out string line))
                {
                    lines.Add(new SortLine(line));
                }

                if (reader.Error != Errno.None)
                {
                    io.Warn("read failed: " + input.Name, reader.Error);
                    return false;
                }
            }
        }

        return true;
    }

    private static int Check(List<SortLine> lines, SortOrder order, bool isUnique, bool isSilent, string[] operands, ToolIO io)
    {
        for (int i = 1; i < lines.Count; i++)
        {
            int difference = order.Compare(lines[i - 1], lines[i]);
            if (difference > 0 || (isUnique && difference == 0))
            {
                return isSilent ? 1 : io.Fail($"{(operands.Length == 0 ? "-" : operands[0])}:{i + 1}: disorder: {lines[i].Text}");
            }
        }

        return 0;
    }

    private static int Write(SortLine[] lines, SortOrder order, bool isUnique, byte end, string? path, ToolIO io)
    {
        ToolWriter output = io.Out;
        if (path is not null)
        {
            const OpenFlags Flags = OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_TRUNC | OpenFlags.O_CLOEXEC;
            if (!Posix.Open(path, Flags, (StatMode)0x1B6).Try(out int fd, out Errno error)) return io.Fail("open failed: " + path, error, 2);

            output = new ToolWriter(fd);
        }

        for (int i = 0; i < lines.Length; i++)
        {
            if (!isUnique || i == 0 || order.Compare(lines[i - 1], lines[i]) != 0)
            {
                output.Write(lines[i].Text);
                output.WriteByte(end);
            }
        }

        output.Flush();
        return path is not null && output.Error != Errno.None ? io.Fail("write failed: " + path, output.Error, 2) : 0;
    }
}

/// <summary>A merge sort from the bottom up: stable, and never slower than n log n.</summary>
internal static class MergeSort
{
    public static void Sort<T>(T[] items, Comparison<T> compare)
    {
        T[] from = items;
        T[] to = new T[items.Length];
        for (int width = 1; width < items.Length; width = width > int.MaxValue / 2 ? int.MaxValue : width * 2)
        {
            for (int start = 0; start < items.Length; start += 2 * width)
            {
                int middle = Math.Min(start + width, items.Length);
                Merge(from, to, start, middle, Math.Min(middle + width, items.Length), compare);
            }

            (from, to) = (to, from);
        }

        if (from != items)
        {
            from.AsSpan().CopyTo(items);
        }
    }

    private static void Merge<T>(T[] from, T[] to, int left, int right, int end, Comparison<T> compare)
    {
        int middle = right;
        for (int i = left; i < end; i++)
        {
            bool takesLeft = left < middle && (right >= end || compare(from[left], from[right]) <= 0);
            to[i] = takesLeft ? from[left++] : from[right++];
        }
    }
}
