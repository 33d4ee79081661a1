// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Head
{
    public const string Help = """
        Usage: head [-qvz] [-n [-]COUNT | -c [-]COUNT] [FILE]...
        Prints the first 10 lines of each file.
          -n, --lines=[-]COUNT   the first COUNT lines; with -, all but the last COUNT
          -c, --bytes=[-]COUNT   the same in bytes; COUNT may end in b, K, M, G
          -q, --quiet            no file names
          -v, --verbose          always file names
          -z, --zero-terminated  lines end with a zero byte

        """;

    public static int Run(ReadOnlySpan<string> args, ToolIO io) => HeadTail.Run(args, io, "n:c:qvz", Copy);

    private static Errno Copy(FileInput input, in HeadTail.Request request, ToolWriter output)
    {
        if (request.IsBytes)
        {
            return request.Sign == '-' ? CopyAllButBytes(input, request.Count, output) : CopyBytes(input, request.Count, output);
        }

        var reader = new LineReader(input.Descriptor, request.Terminator);
        return request.Sign == '-' ? CopyAllButLines(reader, request, output) : CopyLines(reader, request, output);
    }

    private static Errno CopyBytes(FileInput input, long count, ToolWriter output)
    {
        byte[] buffer = new byte[16384];
        while (count > 0)
        {
            Errno error = input.Read(buffer.AsSpan(0, (int)Math.Min(count, buffer.Length)), out int length);
            if (error != Errno.None || length == 0) return error;

            output.WriteBytes(buffer.AsSpan(0, length));
            count -= length;
        }

        return Errno.None;
    }

    private static Errno CopyAllButBytes(FileInput input, long count, ToolWriter output)
    {
        Errno error = input.ReadAll(out byte[] content);
        if (count < content.Length)
        {
            output.WriteBytes(content.AsSpan(0, content.Length - (int)count));
        }

        return error;
    }

    private static Errno CopyLines(LineReader reader, in HeadTail.Request request, ToolWriter output)
    {
        for (long left = request.Count; left > 0 && reader.Read(out ReadOnlySpan<byte> line); left--)
        {
            output.WriteBytes(line);
            if (reader.IsTerminated)
            {
                output.WriteByte(request.Terminator);
            }
        }

        return reader.Error;
    }

    private static Errno CopyAllButLines(LineReader reader, in HeadTail.Request request, ToolWriter output)
    {
        var kept = new Queue<byte[]>();
        while (reader.Read(out ReadOnlySpan<byte> line))
        {
            kept.Enqueue(line.ToArray());
            if (kept.Count > request.Count)
            {
                output.WriteBytes(kept.Dequeue());
                output.WriteByte(request.Terminator);
            }
        }

        return reader.Error;
    }
}
