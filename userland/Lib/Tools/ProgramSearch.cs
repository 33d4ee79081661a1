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
        foreach (string path in Candidates(command[0], environment))
        {
            if (EndsSearch(Posix.Execve(path, command, environment), ref worst)) break;
        }

        return worst;
    }

    /// <summary>Starts a program beside this one; its path is found by the name that it is to have.</summary>
    public static Result<SpawnedProcess> Spawn(ref SpawnRequest request)
    {
        string name = request.Arguments[0];
        request.Path = name;
        if (name.Contains('/')) return Posix.Spawn(in request);

        Errno worst = Errno.ENOENT;
        foreach (string path in Candidates(name, request.Environment))
        {
            // Cheaper than a child that finds the same.
            Errno error = Posix.Access(path, AccessMode.X_OK);
            request.Path = path;
            if (error == Errno.None && Posix.Spawn(in request).Try(out SpawnedProcess child, out error)) return child;
            if (EndsSearch(error, ref worst)) break;
        }

        return worst;
    }

    private static List<string> Candidates(string name, ReadOnlySpan<string> environment)
    {
        List<string> paths = [];
        foreach (string folder in (ValueOf(environment, "PATH") ?? DefaultPath).Split(':'))
        {
            paths.Add(folder.Length == 0 ? "./" + name : PathText.Join(folder, name));
        }

        return paths;
    }

    /// <summary>EACCES is remembered, but a later folder may have one that runs.</summary>
    private static bool EndsSearch(Errno error, ref Errno worst)
    {
        if (error is Errno.ENOENT or Errno.ENOTDIR) return false;
        worst = error;
        return error != Errno.EACCES;
    }

    private static void AddIfProgram(List<string> found, string path)
    {
        if (Posix.Stat(path).Try(out Stat stat, out _) && FileTypeText.IsRegular(stat) && Posix.Access(path, AccessMode.X_OK) == Errno.None)
        {
            found.Add(path);
        }
    }
}
