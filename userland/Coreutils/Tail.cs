// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Tail
{
    public const string Help = """
        Usage: tail [-fqvz] [-n [+]COUNT | -c [+]COUNT] [FILE]...
        Prints the last 10 lines of each file.
          -n, --lines=[+]COUNT   the last COUNT lines; with +, from line COUNT on
          -c, --bytes=[+]COUNT   the same in bytes; COUNT may end in b, K, M, G
          -f, --follow           go on printing what is appended
          -q, --quiet            no file names
          -v, --verbose          always file names
          -z, --zero-terminated  lines end with a zero byte

        """;

    private static readonly Timespec s_followInterval = new(0, 200_000_000);

    public static int Run(ReadOnlySpan<string> args, ToolIO io) => HeadTail.Run(args, io, "n:c:qvzf", Copy);

    private static Errno Copy(FileInput input, in HeadTail.Request request, ToolWriter output)
    {
        Errno error = request switch
        {
            { Sign: '+' } => CopyFrom(input, request, output),
            { IsBytes: true } => CopyLastBytes(input, request.Count, output),
            _ => CopyLastLines(input, request, output),
        };
        return error == Errno.None && request.Follow ? Follow(input, output) : error;
    }

    private static Errno CopyFrom(FileInput input, in HeadTail.Request request, ToolWriter output)
    {
        long skip = Math.Max(request.Count - 1, 0);
        byte[] buffer = new byte[16384];
        while (true)
        {
            Errno error = input.Read(buffer, out int count);
            if (error != Errno.None || count == 0) return error;

            int start = 0;
            for (; start < count && skip > 0; start++)
            {
                if (request.IsBytes || buffer[start] == request.Terminator)
                {
                    skip--;
                }
            }

            output.WriteBytes(buffer.AsSpan(start, count - start));
        }
    }

    private static Errno CopyLastBytes(FileInput input, long count, ToolWriter output)
    {
        Errno error = input.ReadAll(out byte[] content);
        int length = (int)Math.Min(count, content.Length);
        output.WriteBytes(content.AsSpan(content.Length - length));
        return error;
    }

    private static Errno CopyLastLines(FileInput input, in HeadTail.Request request, ToolWriter output)
    {
        var reader = new LineReader(input.Descriptor, request.Terminator);
        var kept = new Queue<byte[]>();
        while (reader.Read(out ReadOnlySpan<byte> line))
        {
            if (kept.Count == request.Count && kept.Count > 0)
            {
                kept.Dequeue();
            }

            if (request.Count > 0)
            {
                kept.Enqueue(line.ToArray());
            }
        }

        while (kept.TryDequeue(out byte[]? line))
        {
            output.WriteBytes(line);
            if (kept.Count > 0 || reader.IsTerminated)
            {
                output.WriteByte(request.Terminator);
            }
        }

        return reader.Error;
    }

    /// <summary>Until the output is gone or a signal ends the program.</summary>
    private static Errno Follow(FileInput input, ToolWriter output)
    {
        byte[] buffer = new byte[16384];
        while (true)
        {
            output.Flush();
            if (output.Error != Errno.None) return Errno.None;

            Errno error = input.Read(buffer, out int count);
            if (error != Errno.None) return error;

            if (count == 0)
            {
                _ = Posix.Nanosleep(s_followInterval, out _);
            }

            output.WriteBytes(buffer.AsSpan(0, count));
        }
    }
}
