// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;

namespace Skift.Machine;

/// <summary>Double of the kernel's log: keeps the lines for tests to look at.</summary>
public static class Log
{
    public static ConcurrentQueue<string> Lines { get; } = new();

    public static void Debug(string message) => Lines.Enqueue(message);

    public static void Info(string message) => Lines.Enqueue(message);

    public static void Notice(string message) => Lines.Enqueue(message);

    public static void Warning(string message) => Lines.Enqueue(message);

    public static void Error(string message) => Lines.Enqueue(message);
}
