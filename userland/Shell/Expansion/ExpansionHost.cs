// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Sh.Syntax;

namespace Skift.Sh.Expansion;

/// <summary>What expansions need from the shell around them; a test supplies its own.</summary>
internal abstract class ExpansionHost
{
    public abstract IReadOnlyList<string> Positional { get; }

    /// <summary>Value of a variable, special or single positional parameter; null if unset.</summary>
    public abstract string? GetParameter(string name);

    public abstract void Assign(string name, string value);

    /// <summary>Unset parameters are errors (<c>set -u</c>).</summary>
    public abstract bool FailsOnUnset { get; }

    /// <summary>Names of files are not expanded (<c>set -f</c>).</summary>
    public abstract bool IsGlobbingOff { get; }

    /// <summary>Output of the commands, without the newlines at its end.</summary>
    public abstract string Substitute(Node? command);

    /// <summary>Starts the commands of <c>&lt;(…)</c> or <c>&gt;(…)</c> and names the pipe to them.</summary>
    public abstract string SubstituteProcess(ProcessPart part);

    /// <summary>Home directory of a user, or of the caller if the name is empty; null if unknown.</summary>
    public abstract string? HomeOf(string user);

    public abstract void List(string directory, List<string> names);

    public abstract bool Exists(string path);

    /// <summary>An error that ends the command: writes the message and throws.</summary>
    public abstract Exception Fail(string message);
}
