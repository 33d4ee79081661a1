// SPDX-License-Identifier: MIT
using System;
using System.IO;
using Skift.Tests.Corelib;

namespace Skift.Tests.Userland;

/// <summary>The console without a terminal; what keys say with one is <see cref="Keys"/>.</summary>
internal static class ConsoleChecks
{
    internal static void Run(Check check)
    {
        check.Print("redirected", $"{Console.IsInputRedirected} {Console.IsOutputRedirected}");
        check.Throws<InvalidOperationException>("no key", () => Console.ReadKey());
        check.Throws<InvalidOperationException>("no key to see", () => _ = Console.KeyAvailable);
        check.Print("no colour", $"{(int)Console.ForegroundColor} {(int)Console.BackgroundColor}");
        Console.ForegroundColor = ConsoleColor.Red;
        Console.BackgroundColor = ConsoleColor.DarkBlue;
        check.Print("colours", $"{Console.ForegroundColor} {Console.BackgroundColor}");
        Console.ResetColor();
        check.Print("reset", $"{(int)Console.ForegroundColor} {(int)Console.BackgroundColor}");
        check.Throws<ArgumentException>("no such colour", () => Console.ForegroundColor = (ConsoleColor)16);
        check.Throws<ArgumentOutOfRangeException>("left of it", () => Console.SetCursorPosition(-1, 0));
        check.Throws<ArgumentOutOfRangeException>("below it", () => Console.SetCursorPosition(0, 40000));
        Console.Clear();
        Console.CursorVisible = false;
        Console.Title = "title";
        Console.Beep();
        check.Print("key", $"{new ConsoleKeyInfo('a', ConsoleKey.A, false, true, true).Modifiers} {new ConsoleKeyInfo('a', ConsoleKey.A, false, false, false) == new ConsoleKeyInfo('a', ConsoleKey.A, false, false, false)}");
        TextWriter before = Console.Out;
        StringWriter caught = new();
        Console.SetOut(caught);
        Console.Write("{0} {1} {2}", 1, "b", 'c');
        Console.WriteLine("{0:X}", 255);
        Console.SetOut(before);
        check.Print("caught", caught.ToString());
        Stream output = Console.OpenStandardOutput();
        check.Print("standard output", $"{output.CanRead} {output.CanSeek} {output.CanWrite}");
        check.Throws<NotSupportedException>("where it is", () => _ = output.Position);
        output.Dispose();
        check.Throws<NotSupportedException>("closed", () => output.Write([1], 0, 1));
        Console.Write("");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.WriteLine("written at the end");
    }

    /// <summary>Prints what keys are, until there is a tilde.</summary>
    internal static int Keys()
    {
        ConsoleKeyInfo key;
        do
        {
            key = Console.ReadKey(intercept: true);
            Console.Write($"{(int)key.KeyChar} {key.Key} {key.Modifiers}\r\n");
        }
        while (key.KeyChar != '~');
        return 0;
    }

    /// <summary>Prints what moves and colours the text of a terminal.</summary>
    internal static int Screen()
    {
        Console.Clear();
        for (ConsoleColor color = ConsoleColor.Black; color <= ConsoleColor.White; color++)
        {
            Console.ForegroundColor = color;
            Console.BackgroundColor = (ConsoleColor)(15 - (int)color);
            Console.Write(color.ToString());
        }

        Console.ResetColor();
        Console.SetCursorPosition(4, 2);
        Console.CursorVisible = false;
        Console.Title = "t";
        Console.CursorVisible = true;
        return 0;
    }
}
