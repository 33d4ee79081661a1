// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Libc;
using Skift.Sh.Execution;
using Skift.Tools;

namespace Skift.Sh.Builtins;

/// <summary>Runs a builtin; <paramref name="words"/> begins with its name. What it leaves in the shell's output is written afterwards.</summary>
internal delegate int BuiltinMain(Shell shell, string[] words);

internal sealed class Builtin
{
    public Builtin(string name, BuiltinMain run, bool isSpecial = false, bool isDeclaration = false)
    {
        Name = name;
        Run = run;
        IsSpecial = isSpecial;
        IsDeclaration = isDeclaration;
    }

    public string Name { get; }

    public BuiltinMain Run { get; }

    /// <summary>Its errors end a script, and assignments before it stay (POSIX.1-2024 XCU 2.15).</summary>
    public bool IsSpecial { get; }

    /// <summary>Its <c>name=value</c> words are expanded as assignments are.</summary>
    public bool IsDeclaration { get; }
}

/// <summary>Lends the shell's output to a tool that runs inside the shell.</summary>
internal sealed class BuiltinIO : ToolIO
{
    private readonly Shell _shell;

    public BuiltinIO(Shell shell, string name)
        : base(name, shell.Output, shell.Errors) => _shell = shell;

    public override void Warn(string message) => _shell.Message(message);

    public override int FailUsage(string message, int status = 1) => Fail(message, status);

    public override int Finish(int status) => status;
}

/// <summary>Reads the options of a builtin, which are single letters.</summary>
internal struct BuiltinOptions
{
    private readonly Shell _shell;
    private readonly string[] _words;
    private int _offset;

    public BuiltinOptions(Shell shell, string[] words)
    {
        _shell = shell;
        _words = words;
        Index = 1;
        Argument = "";
    }

    /// <summary>The first operand, once <see cref="Next"/> has answered 0.</summary>
    public int Index { get; private set; }

    public string Argument { get; private set; }

    /// <returns>The letter, or 0 at the end.</returns>
    public char Next(string known)
    {
        if (_offset == 0)
        {
            if (Index >= _words.Length || _words[Index].Length < 2 || _words[Index][0] != '-')
            {
                return '\0';
            }

            if (_words[Index] == "--")
            {
                Index++;
                return '\0';
            }

            _offset = 1;
        }

        string word = _words[Index];
        char letter = word[_offset++];
        int found = letter == ':' ? -1 : known.IndexOf(letter);
        if (found < 0)
        {
            throw _shell.Fail("illegal option -" + letter);
        }

        bool wantsArgument = found + 1 < known.Length && known[found + 1] == ':';
        if (_offset < word.Length && !wantsArgument)
        {
            return letter;
        }

        string attached = word.Substring(_offset);
        _offset = 0;
        Index++;
        if (wantsArgument)
        {
            if (attached.Length == 0 && Index == _words.Length)
            {
                throw _shell.Fail("no arg for -" + letter + " option");
            }

            Argument = attached.Length > 0 ? attached : _words[Index++];
        }

        return letter;
    }
}
