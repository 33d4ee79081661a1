// SPDX-License-Identifier: MIT
using System;

namespace Skift.Sh.Syntax;

/// <summary>The text is not a command. The message is complete but for the shell's prefix.</summary>
internal sealed class SyntaxError : Exception
{
    public SyntaxError(string message, int line)
        : base("syntax error: " + message) => Line = line;

    public int Line { get; }
}
