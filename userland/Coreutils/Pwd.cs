// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Pwd
{
    public const string Help = """
        Usage: pwd [-LP]
        Print the working directory.

          -L, --logical   as $PWD names it, with symbolic links, if that is right
          -P, --physical  without symbolic links (default)

        """;

    private static readonly LongOption[] s_options = [new("logical", 'L'), new("physical", 'P')];

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        OptionParser options = new("LP", s_options, args, io);
        bool isLogical = false;
        while (options.Next(out int option))
        {
            isLogical = option == 'L';
        }

        if (options.IsDone) return options.Status;

        if (!Posix.Getcwd().Try(out string path, out Errno error)) return io.Fail("cannot get the working directory", error);

        io.Out.WriteLine(isLogical && Posix.Getenv("PWD") is string named && IsHere(named) ? named : path);
        return 0;
    }

    /// <summary>POSIX pwd: absolute, without dots, and the same directory.</summary>
    private static bool IsHere(string path)
    {
        bool isPlain = path.StartsWith('/') && !(path + "/").Contains("/./") && !(path + "/").Contains("/../");
        return isPlain && Posix.Stat(path).Try(out Stat named, out _) && Posix.Stat(".").Try(out Stat here, out _)
            && named.st_dev == here.st_dev && named.st_ino == here.st_ino;
    }
}
