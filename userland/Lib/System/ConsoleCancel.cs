// SPDX-License-Identifier: MIT
namespace System;

public enum ConsoleSpecialKey
{
    /// <summary>SIGINT.</summary>
    ControlC = 0,

    /// <summary>SIGQUIT.</summary>
    ControlBreak = 1,
}

public delegate void ConsoleCancelEventHandler(object? sender, ConsoleCancelEventArgs e);

/// <summary>Somebody at the terminal wants the program to end.</summary>
public sealed class ConsoleCancelEventArgs : EventArgs
{
    internal ConsoleCancelEventArgs(ConsoleSpecialKey specialKey) => SpecialKey = specialKey;

    /// <summary>Set, the program goes on.</summary>
    public bool Cancel { get; set; }

    public ConsoleSpecialKey SpecialKey { get; }
}
