// SPDX-License-Identifier: MIT

namespace Skift.Tests.Corelib;

/// <summary>Where the lines go: each host (.NET, a Linux program, the kernel) has its own.</summary>
public abstract class CheckOutput
{
    public abstract void WriteLine(string line);

    /// <summary>Whether this host has no room for a check (its group and name). It says so itself, with the reason.</summary>
    public virtual bool Omits(string check) => false;
}
