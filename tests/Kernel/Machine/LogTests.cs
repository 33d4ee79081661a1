// SPDX-License-Identifier: MIT
using System;
using Skift.Machine;

namespace Skift.Tests.Kernel;

/// <summary>The ring of log lines that dmesg reads.</summary>
internal static class LogTests
{
    private const int RingLength = 512;

    [KernelTest]
    internal static void Lines_AreReadInOrder_WithLevelAndTime()
    {
        long sequence = Log.NextSequence;
        long before = Clock.MonotonicNanoseconds;
        Quietly(() =>
        {
            Log.Debug($"first {1}");
            Log.Warning($"second {0xABCUL:x}");
        });
        Span<byte> text = stackalloc byte[LogMessage.Capacity];
        Check.True(Log.TryRead(ref sequence, text, out LogRecord record), "first");
        Check.True(text[..record.Length].SequenceEqual("first 1"u8), "text");
        Check.Equal((long)LogLevel.Debug, (long)record.Level, "level");
        Check.True(record.Nanoseconds >= before, "time");
        sequence++;
        Check.True(Log.TryRead(ref sequence, text, out record), "second");
        Check.True(text[..record.Length].SequenceEqual("second 0xabc"u8), "text");
        sequence++;
        Check.True(!Log.TryRead(ref sequence, text, out _), "no third");
    }

    [KernelTest]
    internal static void Ring_ForgetsTheOldest_AndReadersSkipTo()
    {
        long start = Log.NextSequence;
        Quietly(() =>
        {
            for (int i = 0; i < RingLength + 10; i++) Log.Debug($"line {i}");
        });
        Check.Equal(start + 10, Log.FirstSequence, "first");
        long sequence = start;
        Span<byte> text = stackalloc byte[LogMessage.Capacity];
        Check.True(Log.TryRead(ref sequence, text, out LogRecord record), "read");
        Check.Equal(start + 10, sequence, "the reader is moved to what is left");
        Check.True(text[..record.Length].SequenceEqual("line 10"u8), "text");
    }

    [KernelTest]
    internal static void LongLines_AreCut_AndShortBuffersGetThePart()
    {
        string words = new('x', 1000);
        long sequence = Log.NextSequence;
        Quietly(() => Log.Debug($"{words}"));
        Span<byte> text = stackalloc byte[LogMessage.Capacity];
        Check.True(Log.TryRead(ref sequence, text, out LogRecord record), "read");
        Check.Equal(LogMessage.Capacity, record.Length, "length");
        Check.True(Log.TryRead(ref sequence, text[..5], out record), "a short buffer");
        Check.Equal(5, record.Length, "its length");
    }

    [KernelTest]
    internal static void Text_OutsideOfAscii_IsUtf8()
    {
        long sequence = Log.NextSequence;
        Quietly(() => Log.Debug($"{"é€😀\ud800"}"));
        Span<byte> text = stackalloc byte[LogMessage.Capacity];
        Check.True(Log.TryRead(ref sequence, text, out LogRecord record), "read");
        Check.True(text[..record.Length].SequenceEqual("é€😀\ufffd"u8), "bytes");
    }

    /// <summary>Keeps the lines off the console, where they would be taken for results.</summary>
    private static void Quietly(Action write)
    {
        LogLevel level = Log.ConsoleLevel;
        Log.ConsoleLevel = LogLevel.Error;
        write();
        Log.ConsoleLevel = level;
    }
}
