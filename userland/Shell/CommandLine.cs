// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Libc;
using Skift.Sh.Execution;

namespace Skift.Sh;

/// <summary>What the shell was started with (POSIX.1-2024 XCU sh, OPTIONS and OPERANDS).</summary>
internal sealed class CommandLine
{
    /// <summary>The text of <c>-c</c>.</summary>
    public string? Command { get; private set; }

    /// <summary>The script, open.</summary>
    public PrivateFile? Script { get; private set; }

    public bool IsLogin { get; private set; }

    public static CommandLine Parse(Shell shell, string[] arguments)
    {
        CommandLine line = new();
        line.IsLogin = arguments.Length > 0 && arguments[0].StartsWith('-');
        bool hasCommand = false;
        bool isInteractiveSet = false;
        bool isMonitorSet = false;
        int index = 1;
        for (; index < arguments.Length && arguments[index].Length > 1 && arguments[index][0] is '-' or '+'; index++)
        {
            string word = arguments[index];
            if (word is "--")
            {
                index++;
                break;
            }

            if (word.StartsWith("--", StringComparison.Ordinal))
            {
                line.TakeLong(shell, word);
                continue;
            }

            bool value = word[0] == '-';
            for (int i = 1; i < word.Length; i++)
            {
                isInteractiveSet |= word[i] == 'i';
                isMonitorSet |= word[i] == 'm';
                switch (word[i])
                {
                    case 'c' when value:
                        hasCommand = true;
                        break;
                    case 'l':
                        line.IsLogin = value;
                        break;
                    case 'o' when index + 1 < arguments.Length:
                        if (!shell.Options.TrySet(arguments[++index], value))
                        {
                            throw shell.Fail("illegal option " + word[0] + "o " + arguments[index]);
                        }

                        break;
                    default:
                        if (!shell.Options.TrySet(word[i], value))
                        {
                            throw shell.Fail("illegal option " + word[0] + word[i]);
                        }

                        break;
                }
            }
        }

        line.TakeOperands(shell, arguments, index, hasCommand);
        if (!isInteractiveSet && shell.Options.ReadsStdin && !hasCommand)
        {
            shell.Options["interactive"] = Posix.Isatty(0) && Posix.Isatty(1);
        }

        if (!isMonitorSet)
        {
            shell.Options["monitor"] = shell.Options.Interactive;
        }

        return line;
    }

    private void TakeLong(Shell shell, string word)
    {
        if (word == "--login")
        {
            IsLogin = true;
        }
        else if (word == "--help")
        {
            shell.Output.WriteLine("Usage: sh [-abCefhimnsuvx] [-o OPTION] [-l] [-c COMMAND [NAME]] [SCRIPT] [ARGUMENT]...");
            throw new ExitRequest(0);
        }
        else
        {
            throw shell.Fail("illegal option " + word);
        }
    }

    private void TakeOperands(Shell shell, string[] arguments, int index, bool hasCommand)
    {
        if (hasCommand)
        {
            if (index == arguments.Length)
            {
                throw shell.Fail("-c requires an argument");
            }

            Command = arguments[index++];
            if (index < arguments.Length)
            {
                shell.Arg0 = arguments[index++];
            }
            shell.CommandName = shell.Arg0;
        }
        else if (index == arguments.Length)
        {
            shell.Options["stdin"] = true;
        }
        else if (!shell.Options.ReadsStdin)
        {
            Script = OpenScript(shell, arguments[index]);
            shell.Arg0 = arguments[index++];
            shell.CommandName = shell.Arg0;
        }

        for (; index < arguments.Length; index++)
        {
            shell.Positional.Add(arguments[index]);
        }
    }

    private static PrivateFile OpenScript(Shell shell, string path)
    {
        if (Posix.Open(path, OpenFlags.O_RDONLY | OpenFlags.O_CLOEXEC).Try(out int descriptor, out Errno error))
        {
            return shell.Files.Adopt(descriptor);
        }

        shell.Message("can't open '" + path + "': " + Posix.Strerror(error));
        throw new ExitRequest(error == Errno.ENOENT ? 127 : 126);
    }
}
