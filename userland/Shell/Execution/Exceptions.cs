// SPDX-License-Identifier: MIT
using System;

namespace Skift.Sh.Execution;

/// <summary>An error that ends the command, and a script with it. Its message has been written.</summary>
internal sealed class ShellError : Exception
{
    public const int UsualStatus = 2;

    public ShellError(int status = UsualStatus) => Status = status;

    public int Status { get; }
}

/// <summary>The shell, or the subshell this is, ends: <c>exit</c>, <c>set -e</c>, a failed <c>exec</c>.</summary>
internal sealed class ExitRequest : Exception
{
    public ExitRequest(int status) => Status = status;

    public int Status { get; }
}

/// <summary>SIGINT at an interactive shell: back to the prompt.</summary>
internal sealed class InterruptRequest : Exception
{
}
