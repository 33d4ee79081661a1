// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;

namespace Skift.Init;

/// <summary>The terminals that get a shell: those that the kernel command line names, and the screen if there is one.</summary>
internal static class Consoles
{
    private const string Option = "console=";

    public static List<string> Find()
    {
        List<string> found = [];
        foreach (string word in ReadCommandLine().Split(' '))
        {
            if (word.StartsWith(Option, StringComparison.Ordinal))
            {
                // console=ttyS0,115200: what follows the comma is the line's speed.
                string name = word[Option.Length..];
                int comma = name.IndexOf(',');
                AddIfPresent(found, "/dev/" + (comma < 0 ? name : name[..comma]));
            }
        }

        AddIfPresent(found, "/dev/tty1");
        if (found.Count == 0)
        {
            found.Add("/dev/console");
        }

        return found;
    }

    private static void AddIfPresent(List<string> found, string terminal)
    {
        if (!found.Contains(terminal) && Posix.Access(terminal, AccessMode.R_OK) == Errno.None)
        {
            found.Add(terminal);
        }
    }

    private static string ReadCommandLine()
    {
        if (!Posix.Open("/proc/cmdline", OpenFlags.O_RDONLY).Try(out int fd, out _))
        {
            return "";
        }

        byte[] buffer = new byte[4096];
        _ = Posix.Read(fd, buffer).Try(out int length, out _);
        _ = Posix.Close(fd);
        return ByteString.Decode(buffer.AsSpan(0, length)).Trim();
    }
}
