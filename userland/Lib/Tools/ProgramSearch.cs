// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;

namespace Skift.Tools;

/// <summary>Finds programs as execvp(3) does.</summary>
public static class ProgramSearch
{
    private const string DefaultPath = "/bin:/usr/bin";

    /// <summary>All files along PATH that can be executed under this name.</summary>
    public static List<string> FindAll(string name, string? path)
    {
        List<string> found = [];
        if (name.Contains('/'))
        {
            AddIfProgram(found, name);
            return found;
        }

        foreach (string folder in (path ?? DefaultPath).Split(':'))
        {
            AddIfProgram(found, folder.Length == 0 ? "./" + name : PathText.Join(folder, name));
        }

        return found;
    }

    /// <summary>The value of a variable in a list of <c>NAME=VALUE</c>; null if it is not there.</summary>
    public static string? ValueOf(ReadOnlySpan<string> environment, string name)
    {
        foreach (string line in environment)
        {
            if (line.Length > name.Length && line[name.Length] == '=' && line.StartsWith(name, StringComparison.Ordinal))
            {
                return line.Substring(name.Length + 1);
            }
        }

        return null;
    }

    /// <summary>Replaces this program; comes back only with the reason why not.</summary>
    public static Errno Execute(ReadOnlySpan<string> command, string[] environment)
    {
        if (command[0].Contains('/')) return Posix.Execve(command[0], command, environment);

        Errno worst = Errno.ENOENT;
        foreach (string folder in (ValueOf(environment, "PATH") ?? DefaultPath).Split(':'))
        {
            Errno error = Posix.Execve(folder.Length == 0 ? "./" + command[0] : PathText.Join(folder, command[0]), command, environment);
            if (error is not (Errno.ENOENT or Errno.ENOTDIR))
            {
                // EACCES is remembered, but a later folder may have one that runs.
                worst = error;
                if (error != Errno.EACCES) break;
            }
        }

        return worst;
    }

    private static void AddIfProgram(List<string> found, string path)
    {
        if (Posix.Stat(path).Try(out Stat stat, out _) && FileTypeText.IsRegular(stat) && Posix.Access(path, AccessMode.X_OK) == Errno.None)
        {
            found.Add(path);
        }
    }
}
