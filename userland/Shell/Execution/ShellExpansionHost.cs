// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;
using Skift.Sh.Expansion;
using Skift.Sh.Syntax;

namespace Skift.Sh.Execution;

/// <summary>Gives expansions the shell's parameters and the system's files.</summary>
internal sealed class ShellExpansionHost : ExpansionHost
{
    private readonly Shell _shell;

    public ShellExpansionHost(Shell shell) => _shell = shell;

    public override IReadOnlyList<string> Positional => _shell.Positional;

    public override bool FailsOnUnset => _shell.Options.NoUnset;

    public override bool IsGlobbingOff => _shell.Options.NoGlob;

    public override string? GetParameter(string name)
    {
        if (name[0] is >= '1' and <= '9')
        {
            return int.TryParse(name, out int index) && index <= _shell.Positional.Count ? _shell.Positional[index - 1] : null;
        }

        return name switch
        {
            "0" => _shell.Arg0,
            "?" => _shell.LastStatus.ToString(),
            "$" => _shell.RootPid.ToString(),
            "!" => _shell.LastBackgroundPid == 0 ? "" : _shell.LastBackgroundPid.ToString(),
            "#" => _shell.Positional.Count.ToString(),
            "-" => _shell.Options.ToString(),
            _ => _shell.Variables.Get(name),
        };
    }

    public override void Assign(string name, string value) => _shell.Variables.Set(name, value);

    public override string Substitute(Node? command) => _shell.Substitute(command);

    public override string SubstituteProcess(ProcessPart part) => _shell.SubstituteProcess(part);

    /// <remarks>The user's line of /etc/passwd, as getpwnam(3) finds it.</remarks>
    public override string? HomeOf(string user)
    {
        if (user.Length == 0)
        {
            return _shell.Variables.Get("HOME");
        }

        string prefix = user + ":";
        string[] lines = FileText.ReadAll("/etc/passwd").Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith(prefix, StringComparison.Ordinal))
            {
                string[] fields = lines[i].Split(':');
                return fields.Length > 5 ? fields[5] : null;
            }
        }

        return null;
    }

    public override void List(string directory, List<string> names)
    {
        if (!Posix.Opendir(directory).Try(out DirectoryStream stream, out _))
        {
            return;
        }

        using (stream)
        {
            while (stream.Read(out DirectoryEntry entry))
            {
                names.Add(entry.Name);
            }
        }
    }

    public override bool Exists(string path) => Posix.Lstat(path).Error == Errno.None;

    public override Exception Fail(string message) => _shell.Fail(message);
}
