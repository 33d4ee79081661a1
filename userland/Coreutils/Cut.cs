// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Text;
using Skift.Abi;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Cut
{
    public const string Help = """
        Usage: cut -b LIST | -c LIST | -f LIST [-sz] [-d CHAR] [FILE]...
        Prints parts of each line. LIST is N, N-, N-M or -M, several with commas.
          -b, --bytes=LIST       these bytes
          -c, --characters=LIST  these characters
          -f, --fields=LIST      these fields
          -d, --delimiter=CHAR   between fields instead of a tab
          -s, --only-delimited   no lines without the delimiter
              --complement       all but LIST
              --output-delimiter=STRING  between what is printed
          -n                     nothing: kept for old scripts
          -z, --zero-terminated  lines end with a zero byte

        """;

    private static readonly LongOption[] s_options =
    [
        new("bytes", 'b', OptionArgument.Required), new("characters", 'c', OptionArgument.Required), new("fields", 'f', OptionArgument.Required),
        new("delimiter", 'd', OptionArgument.Required), new("only-delimited", 's'), new("complement", 1),
        new("output-delimiter", 2, OptionArgument.Required), new("zero-terminated", 'z'),
    ];

    private sealed class Request
    {
        public readonly RangeList Ranges = new();
        public char Unit;
        public char Delimiter = '\t';
        public string? OutputDelimiter;
        public bool OnlyDelimited;
        public char End = '\n';
    }

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        var request = new Request();
        OptionParser options = new("b:c:f:d:snz", s_options, args, io);
        while (options.Next(out int option))
        {
            switch (option)
            {
                case 'b' or 'c' or 'f':
                    if (request.Unit != 0) return io.FailUsage("only one list may be specified");

                    request.Unit = (char)option;
                    if (request.Ranges.Parse(options.Argument) is string wrong) return io.FailUsage(wrong);

                    break;
                case 'd':
                    if (options.Argument.Length > 1) return io.FailUsage("the delimiter must be a single character");

                    request.Delimiter = options.Argument.Length == 0 ? '\0' : options.Argument[0];
                    break;
                case 's': request.OnlyDelimited = true; break;
                case 'z': request.End = '\0'; break;
                case 1: request.Ranges.IsComplement = true; break;
                case 2: request.OutputDelimiter = options.Argument; break;
            }
        }

        if (options.IsDone) return options.Status;

        if (request.Unit == 0) return io.FailUsage("you must specify a list of bytes, characters, or fields");

        string[] operands = options.Operands;
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
                Errno error = CutLines(input, request, io.Out);
                status = error == Errno.None ? status : io.Fail(input.Name, error);
            }
        }

        return status;
    }

    private static Errno CutLines(FileInput input, Request request, ToolWriter output)
    {
        var reader = new LineReader(input.Descriptor, (byte)request.End);
        if (request.Unit == 'b')
        {
            while (reader.Read(out ReadOnlySpan<byte> bytes))
            {
                CutBytes(bytes, request, output);
                output.Write(request.End);
            }

            return reader.Error;
        }

        while (reader.Read(out string line))
        {
            string? part = request.Unit == 'c' ? CutCharacters(line, request) : CutFields(line, request);
            if (part is not null)
            {
                output.Write(part);
                output.Write(request.End);
            }
        }

        return reader.Error;
    }

    private static void CutBytes(ReadOnlySpan<byte> line, Request request, ToolWriter output)
    {
        bool wasIn = false;
        bool any = false;
        for (int i = 0; i < line.Length; i++)
        {
            bool isIn = request.Ranges.Contains(i + 1);
            if (isIn)
            {
                output.Write(!wasIn && any ? request.OutputDelimiter ?? "" : "");
                output.WriteByte(line[i]);
                any = true;
            }

            wasIn = isIn;
        }
    }

    private static string CutCharacters(string line, Request request)
    {
        var text = new StringBuilder();
        bool wasIn = false;
        long position = 0;
        for (int i = 0; i < line.Length; i++)
        {
            int length = char.IsHighSurrogate(line[i]) && i + 1 < line.Length && char.IsLowSurrogate(line[i + 1]) ? 2 : 1;
            bool isIn = request.Ranges.Contains(++position);
            if (isIn)
            {
                text.Append(!wasIn && text.Length > 0 ? request.OutputDelimiter ?? "" : "").Append(line, i, length);
            }

            wasIn = isIn;
            i += length - 1;
        }

        return text.ToString();
    }

    private static string? CutFields(string line, Request request)
    {
        string[] fields = line.Split(request.Delimiter);
        if (fields.Length == 1) return request.OnlyDelimited ? null : line;

        List<string> kept = [];
        for (int i = 0; i < fields.Length; i++)
        {
            if (request.Ranges.Contains(i + 1))
            {
                kept.Add(fields[i]);
            }
        }

        return string.Join(request.OutputDelimiter ?? request.Delimiter.ToString(), kept.ToArray());
    }
}
