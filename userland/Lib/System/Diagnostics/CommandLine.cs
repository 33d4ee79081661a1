// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Text;

namespace System.Diagnostics;

/// <summary>A command line as one text, taken apart by the rules of C programs on Windows, which .NET follows everywhere.</summary>
internal static class CommandLine
{
    internal static void Split(string text, List<string> arguments)
    {
        for (int i = 0; ; i++)
        {
            while (i < text.Length && IsBlank(text[i])) i++;
            if (i >= text.Length) return;
            arguments.Add(Next(text, ref i));
        }
    }

    private static string Next(string text, ref int i)
    {
        StringBuilder argument = new();
        bool isQuoted = false;
        while (i < text.Length && (isQuoted || !IsBlank(text[i])))
        {
            char c = text[i];
            if (c == '\\')
            {
                Backslashes(text, ref i, argument);
            }
            else if (c != '"')
            {
                _ = argument.Append(c);
                i++;
            }
            else if (isQuoted && i + 1 < text.Length && text[i + 1] == '"')
            {
                // Two quotes within quotes are one.
                _ = argument.Append('"');
                i += 2;
            }
            else
            {
                isQuoted = !isQuoted;
                i++;
            }
        }

        return argument.ToString();
    }

    /// <summary>Backslashes are themselves, but before a quote two are one, and an odd one makes the quote itself.</summary>
    private static void Backslashes(string text, ref int i, StringBuilder argument)
    {
        int start = i;
        while (i < text.Length && text[i] == '\\') i++;
        int count = i - start;
        bool isBeforeQuote = i < text.Length && text[i] == '"';
        _ = argument.Append('\\', isBeforeQuote ? count / 2 : count);
        if (isBeforeQuote && count % 2 != 0)
        {
            _ = argument.Append('"');
            i++;
        }
    }

    private static bool IsBlank(char c) => c is ' ' or '\t';
}
