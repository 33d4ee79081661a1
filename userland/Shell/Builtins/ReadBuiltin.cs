// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Text;
using Skift.Abi;
using Skift.Libc;
using Skift.Sh.Execution;
using Skift.Sh.Syntax;

namespace Skift.Sh.Builtins;

/// <summary>read: a line of input into variables (POSIX.1-2024 XCU read, with the options of other shells).</summary>
internal static class ReadBuiltin
{
    public static int Run(Shell shell, string[] words)
    {
        ReadRequest request = new();
        BuiltinOptions options = new(shell, words);
        for (char option = options.Next("rsp:n:t:u:d:"); option != '\0'; option = options.Next("rsp:n:t:u:d:"))
        {
            switch (option)
            {
                case 'r':
                    request.IsRaw = true;
                    break;
                case 's':
                    request.IsSilent = true;
                    break;
                case 'p':
                    request.Prompt = options.Argument;
                    break;
                case 'n':
                    request.MaxCharacters = FlowBuiltins.ParseNumber(shell, options.Argument);
                    break;
                case 't':
                    request.TimeoutMilliseconds = ParseTimeout(shell, options.Argument);
                    break;
                case 'u':
                    request.Descriptor = FlowBuiltins.ParseNumber(shell, options.Argument);
                    break;
                case 'd':
                    request.Delimiter = options.Argument.Length == 0 ? (byte)0 : ByteString.Encode(options.Argument)[0];
                    break;
            }
        }

        for (int i = options.Index; i < words.Length; i++)
        {
            if (!Parser.IsName(words[i]))
            {
                throw shell.Fail(words[i] + ": bad variable name");
            }
        }

        if (request.TimeoutMilliseconds == 0)
        {
            return ReadLine.IsReady(request.Descriptor) ? 0 : 1;
        }

        ReadLine line = new(shell, request);
        int status = line.Read();
        if (options.Index == words.Length)
        {
            shell.Variables.Set("REPLY", line.Text);
            return status;
        }

        Assign(shell, line, words, options.Index);
        return status;
    }

    private static int ParseTimeout(Shell shell, string text) =>
        double.TryParse(text, out double seconds) && seconds >= 0 ? (int)(seconds * 1000) : throw shell.Fail("bad timeout: " + text);

    /// <summary>Splits into fields; the last variable takes what is left, with its separators (POSIX.1-2024 XCU read).</summary>
    private static void Assign(Shell shell, ReadLine line, string[] words, int first)
    {
        string separators = shell.Variables.Get("IFS") ?? " \t\n";
        int at = line.SkipBlanks(0, separators);
        for (int i = first; i < words.Length; i++)
        {
            int end = line.FieldEnd(at, separators);
            int next = line.SkipDelimiter(end, separators);
            if (i == words.Length - 1 && next < line.Text.Length)
            {
                // More than one field is left: all of it, but for blanks at the end.
                end = line.TrimEnd(at, separators);
            }

            shell.Variables.Set(words[i], line.Text.Substring(at, end - at));
            at = next;
        }
    }
}

/// <summary>What read is asked to do.</summary>
internal sealed class ReadRequest
{
    public bool IsRaw;
    public bool IsSilent;
    public string Prompt = "";
    public int MaxCharacters = int.MaxValue;
    public int TimeoutMilliseconds = -1;
    public int Descriptor = Posix.STDIN_FILENO;
    public byte Delimiter = (byte)'\n';
}
