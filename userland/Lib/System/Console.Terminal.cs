// SPDX-License-Identifier: MIT
using System.IO;
using Skift.Libc;

namespace System;

/// <summary>Colours, the cursor and the screen, by the control sequences of ECMA-48 and xterm. Without a terminal they do nothing.</summary>
public static partial class Console
{
    private const ConsoleColor Unknown = (ConsoleColor)(-1);

    /// <summary>From the order of Windows, where blue is the lowest bit, to that of terminals, where red is.</summary>
    private static ReadOnlySpan<byte> TerminalColors => [0, 4, 2, 6, 1, 5, 3, 7, 8, 12, 10, 14, 9, 13, 11, 15];

    private static ConsoleColor s_foreground = Unknown;
    private static ConsoleColor s_background = Unknown;

    /// <summary>-1 as long as nobody set it: a terminal does not say.</summary>
    public static ConsoleColor ForegroundColor
    {
        get => s_foreground;
        set => SetColor(ref s_foreground, value);
    }

    public static ConsoleColor BackgroundColor
    {
        get => s_background;
        set => SetColor(ref s_background, value);
    }

    public static bool CursorVisible
    {
        set => Control(value ? "\e[?12l\e[?25h" : "\e[?25l");
    }

    public static string Title
    {
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Control($"\e]0;{value}\a");
        }
    }

    public static int BufferWidth => WindowWidth;

    public static int BufferHeight => WindowHeight;

    public static int LargestWindowWidth => WindowWidth;

    public static int LargestWindowHeight => WindowHeight;

    public static void ResetColor()
    {
        s_foreground = Unknown;
        s_background = Unknown;
        Control("\e[39;49m");
    }

    public static void Clear() => Control("\e[H\e[2J\e[3J");

    public static void Beep() => Control("\a");

    public static void SetCursorPosition(int left, int top)
    {
        if (left is < 0 or >= short.MaxValue) throw Outside(nameof(left), left);
        if (top is < 0 or >= short.MaxValue) throw Outside(nameof(top), top);
        Control($"\e[{top + 1};{left + 1}H");
    }

    private static ArgumentOutOfRangeException Outside(string name, int value) =>
        new(name, value, "The value must be greater than or equal to zero and less than the console's buffer size in that dimension.");

    private static void SetColor(ref ConsoleColor color, ConsoleColor value)
    {
        if (((int)value & ~0xF) != 0)
        {
            throw new ArgumentException("The ConsoleColor enum value was not defined on that enum. Please use a defined color from the enum.");
        }

        color = value;
        Control("\e[39;49m" + Sequence(s_foreground, 30, 90) + Sequence(s_background, 40, 100));
    }

    private static string Sequence(ConsoleColor color, int dark, int bright)
    {
        if (color == Unknown) return "";
        int number = TerminalColors[(int)color];
        return $"\e[{(number < 8 ? dark + number : bright + number - 8)}m";
    }

    private static void Control(string sequence)
    {
        if (IsOutputRedirected || Environment.GetEnvironmentVariable("TERM") is null or "dumb") return;
        Flush();
        UnixError.Check(Posix.WriteAll(Posix.STDOUT_FILENO, ByteString.Encode(sequence)), null);
    }
}
