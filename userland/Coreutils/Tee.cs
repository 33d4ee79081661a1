// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Tee
{
    public const string Help = """
        Usage: tee [-ai] [FILE]...
        Copies standard input to standard output and to each file.
          -a, --append             append to the files
          -i, --ignore-interrupts  go on when interrupted

        """;

    private static readonly LongOption[] s_options = [new("append", 'a'), new("ignore-interrupts", 'i')];

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        OptionParser options = new("ai", s_options, args, io);
        OpenFlags flags = OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_TRUNC | OpenFlags.O_CLOEXEC;
        while (options.Next(out int option))
        {
            if (option == 'a')
            {
                flags = (flags & ~OpenFlags.O_TRUNC) | OpenFlags.O_APPEND;
            }
            else
            {
                _ = Posix.IgnoreSignal(Signal.SIGINT);
            }
        }

        if (options.IsDone) return options.Status;

        int status = 0;
        List<(int Fd, string Name)> outputs = [(1, "standard output")];
        foreach (string path in options.Operands)
        {
            if (Posix.Open(path, flags, (StatMode)0x1B6).Try(out int fd, out Errno error))
            {
                outputs.Add((fd, path));
            }
            else
            {
                status = io.Fail(path, error);
            }
        }

        byte[] buffer = new byte[65536];
        _ = FileInput.TryOpen("-", io, out FileInput input);
        Errno readError;
        while ((readError = input.Read(buffer, out int count)) == Errno.None && count > 0 && outputs.Count > 0)
        {
            for (int i = outputs.Count - 1; i >= 0; i--)
            {
                Errno error = Posix.WriteAll(outputs[i].Fd, buffer.AsSpan(0, count));
                if (error != Errno.None)
                {
                    status = io.Fail(outputs[i].Name, error);
                    outputs.RemoveAt(i);
                }
            }
        }

        return readError == Errno.None ? status : io.Fail(input.Name, readError);
    }
}
