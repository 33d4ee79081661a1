// SPDX-License-Identifier: MIT

namespace Skift.Tests.Corelib;

/// <summary>Where the lines go: each host (.NET, a Linux program, the kernel) has its own.</summary>
public abstract class CheckOutput
{
    public abstract void WriteLine(string line);
}
