// SPDX-License-Identifier: MIT
using System;
using System.Text;
using Skift.Abi;
using Skift.Libc;
using Skift.Sh.Execution;
using Skift.Sh.Syntax;
using Skift.Tools;

namespace Skift.Sh.Editing;

/// <summary>Reads the lines that a person types, with a prompt.</summary>
internal sealed class TerminalSource : TextSource
{
    private readonly Shell _shell;
    private readonly LineEditor _editor;

    public TerminalSource(Shell shell)
    {
        _shell = shell;
        _editor = new LineEditor(shell);
    }

    public override string? Read(bool isContinuation)
    {
        string prompt = Prompt.Expand(_shell, _shell.Variables.Get(isContinuation ? "PS2" : "PS1") ?? "");
        _shell.Output.Flush();
        if (!LineEditor.IsPossible(_shell))
        {
            return ReadPlain(prompt);
        }

        string? line = _editor.ReadLine(prompt);
        if (line != null)
        {
            _shell.History.Add(line);
        }

        return line == null ? null : line + "\n";
    }

    /// <summary>Without editing: the terminal itself, or whatever else standard input is, delivers lines.</summary>
    private string? ReadPlain(string prompt)
    {
        _shell.Errors.Write(prompt);
        _shell.Errors.Flush();
        StringBuilder line = new();
        TextDecoder decoder = new();
        Span<byte> one = stackalloc byte[1];
        while (true)
        {
            if (!Posix.Read(Posix.STDIN_FILENO, one).Try(out int count, out Errno error) && error == Errno.EINTR)
            {
                _shell.Traps.RunPending();
                continue;
            }

            if (count <= 0)
            {
                break;
            }

            line.Append(decoder.Decode(one));
            if (one[0] == (byte)'\n')
            {
                break;
            }
        }

        line.Append(decoder.Finish());
        return line.Length > 0 ? line.ToString() : null;
    }
}
