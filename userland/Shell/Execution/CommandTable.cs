// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;

namespace Skift.Sh.Execution;

/// <summary>Finds programs along PATH and remembers where they were (<c>hash</c>).</summary>
internal sealed class CommandTable
{
    /// <summary>Where the standard utilities are (<c>command -p</c>).</summary>
    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private readonly Dictionary<string, string> _known = new();
    private readonly Shell _shell;

    public CommandTable(Shell shell) => _shell = shell;

    public IEnumerable<KeyValuePair<string, string>> Known => _known;

    public void Forget() => _known.Clear();

    public void Forget(string name) => _known.Remove(name);

    /// <summary>Path of a program; a name with a slash is one already.</summary>
    /// <param name="name">As typed.</param>
    /// <param name="usesDefaultPath">Search the standard places instead of PATH.</param>
    /// <param name="error">Why there is none: ENOENT, or EACCES if something of that name is not a file.</param>
    public string? Find(string name, bool usesDefaultPath, out Errno error)
    {
        error = Errno.None;
        if (name.Contains('/'))
        {
            return name;
        }

        if (!usesDefaultPath && _known.TryGetValue(name, out string? known))
        {
            // What was found in a relative directory is somewhere else after cd.
            if (known.StartsWith('/'))
            {
                return known;
            }
        }

        string? found = Search(name, usesDefaultPath ? DefaultPath : _shell.Variables.Get("PATH") ?? "", out error);
        if (found != null && !usesDefaultPath)
        {
            _known[name] = found;
        }

        return found;
    }

    /// <summary>Looks through a list of directories; an empty entry is the working directory (POSIX.1-2024 XBD 8.3).</summary>
    private static string? Search(string name, string path, out Errno error)
    {
        error = Errno.ENOENT;
        string? notExecutable = null;
        string[] directories = path.Split(':');
        for (int i = 0; i < directories.Length; i++)
        {
            string candidate = directories[i].Length == 0 ? name : directories[i] + "/" + name;
            if (!Posix.Stat(candidate).Try(out Stat stat, out Errno failure))
            {
                error = failure is Errno.ENOENT or Errno.ENOTDIR ? error : failure;
                continue;
            }

            error = Errno.EACCES;
            if ((stat.st_mode & StatMode.S_IFMT) != StatMode.S_IFREG)
            {
                continue;
            }

            if (Posix.Access(candidate, AccessMode.X_OK) == Errno.None)
            {
                return candidate;
            }

            notExecutable ??= candidate;
        }

        // It exists, so the attempt to execute it gives the right error and status.
        return notExecutable;
    }
}
