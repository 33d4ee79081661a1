// SPDX-License-Identifier: MIT
using System;
using Skift.Tools;

namespace Skift.Coreutils;

/// <summary>Compares the left side of = with the right side in its own way.</summary>
internal delegate bool TextMatcher(string text, string pattern);

/// <summary>test and [: evaluates a condition (POSIX.1-2024 XCU test, with -a, -o and parentheses).</summary>
internal static class Test
{
    internal const string Help = """
        Usage: test EXPRESSION
               [ EXPRESSION ]
        Exit with 0 if EXPRESSION is true, with 1 if it is false, with 2 if it is wrong.

          ( E )  ! E  E -a E  E -o E     grouping, not, and, or
          -n S  -z S  S = S  S != S  S < S  S > S
          N -eq N  -ne -lt -le -gt -ge   integers
          F -ef F  F -nt F  F -ot F      same file, newer, older
          -e -f -d -h -L -p -S -b -c FILE  exists, file, directory, link, link, pipe, socket, block, character device
          -r -w -x -s FILE               readable, writable, executable, not empty
          -u -g -k -O -G FILE            set-user, set-group, sticky, own, own group
          -t FD                          is a terminal

        """;

    internal static int Run(ReadOnlySpan<string> args, ToolIO io) => Run(args, io, null);

    /// <param name="args">The expression, with the closing bracket if it is called by one.</param>
    /// <param name="io">Takes messages.</param>
    /// <param name="matcher">For <c>[[ ]]</c>: how = compares.</param>
    internal static int Run(ReadOnlySpan<string> args, ToolIO io, TextMatcher? matcher)
    {
        string? closing = io.Name == "[" ? "]" : io.Name == "[[" ? "]]" : null;
        if (closing != null)
        {
            if (args.Length == 0 || args[args.Length - 1] != closing)
            {
                return io.Fail("missing " + closing, 2);
            }

            args = args.Slice(0, args.Length - 1);
        }

        try
        {
            TestExpression expression = new(args, matcher);
            return expression.Evaluate() ? 0 : 1;
        }
        catch (TestError error)
        {
            return io.Fail(error.Message, 2);
        }
    }
}

/// <summary>The expression is not one; the message says why.</summary>
internal sealed class TestError : Exception
{
    internal TestError(string message)
        : base(message)
    {
    }
}
