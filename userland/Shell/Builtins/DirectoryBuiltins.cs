// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;
using Skift.Sh.Execution;

namespace Skift.Sh.Builtins;

/// <summary>cd and pwd, which remember the way through symbolic links (POSIX.1-2024 XCU cd).</summary>
internal static class DirectoryBuiltins
{
    public static int Cd(Shell shell, string[] words)
    {
        bool isPhysical = false;
        BuiltinOptions options = new(shell, words);
        for (char option = options.Next("LP"); option != '\0'; option = options.Next("LP"))
        {
            isPhysical = option == 'P';
        }

        bool shows = false;
        string? target = options.Index < words.Length ? words[options.Index] : shell.Variables.Get("HOME");
        if (target == null)
        {
            throw shell.Fail("HOME not set");
        }

        if (target == "-")
        {
            target = shell.Variables.Get("OLDPWD") ?? throw shell.Fail("OLDPWD not set");
            shows = true;
        }

        bool usesCdPath = target.Length > 0 && target[0] != '/' && target is not ("." or "..")
            && !target.StartsWith("./", StringComparison.Ordinal) && !target.StartsWith("../", StringComparison.Ordinal);
        string[] prefixes = usesCdPath ? (shell.Variables.Get("CDPATH") ?? "").Split(':') : new[] { "" };
        Errno error = Errno.ENOENT;
        for (int i = 0; i < prefixes.Length; i++)
        {
            string candidate = prefixes[i].Length == 0 ? target : prefixes[i] + "/" + target;
            error = Change(shell, candidate, isPhysical);
            if (error == Errno.None)
            {
                if (shows || prefixes[i].Length > 0)
                {
                    shell.Output.WriteLine(shell.WorkingDirectory);
                }

                return 0;
            }
        }

        if (usesCdPath && prefixes[prefixes.Length - 1].Length > 0)
        {
            error = Change(shell, target, isPhysical);
        }

        return error == Errno.None ? 0 : throw shell.Fail("can't cd to " + target, error);
    }

    public static int Pwd(Shell shell, string[] words)
    {
        bool isPhysical = false;
        BuiltinOptions options = new(shell, words);
        for (char option = options.Next("LP"); option != '\0'; option = options.Next("LP"))
        {
            isPhysical = option == 'P';
        }

        string directory = shell.WorkingDirectory;
        if ((isPhysical || directory.Length == 0) && !Posix.Getcwd().Try(out directory, out Errno error))
        {
            throw shell.Fail("getcwd", error);
        }

        shell.Output.WriteLine(directory);
        return 0;
    }

    /// <summary>Removes . and .. by name, so that <c>cd link/..</c> comes back to where the link is.</summary>
    public static string Normalize(string path)
    {
        List<string> names = new();
        string[] parts = path.Split('/');
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i] == ".." && names.Count > 0)
            {
                names.RemoveAt(names.Count - 1);
            }
            else if (parts[i].Length > 0 && parts[i] is not ("." or ".."))
            {
                names.Add(parts[i]);
            }
        }

        return "/" + string.Join("/", names);
    }

    private static Errno Change(Shell shell, string target, bool isPhysical)
    {
        string logical = target.StartsWith('/') ? target : shell.WorkingDirectory + "/" + target;
        string path = isPhysical || shell.WorkingDirectory.Length == 0 ? target : Normalize(logical);
        if (target.Length == 0)
        {
            return Errno.ENOENT;
        }

        Errno error = Posix.Chdir(path);
        if (error != Errno.None)
        {
            return error;
        }

        if (isPhysical || shell.WorkingDirectory.Length == 0)
        {
            path = Posix.Getcwd().Try(out string physical, out _) ? physical : "";
        }

        shell.SetWorkingDirectory(path);
        return Errno.None;
    }
}
