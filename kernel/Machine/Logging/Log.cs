// SPDX-License-Identifier: MIT
using System;

namespace Skift.Machine;

/// <summary>The kernel's log: <c>Log.Info($"mapped {count} pages at {address}")</c>.</summary>
/// <remarks>
/// Lines go to a ring in memory (dmesg reads it) and, up to <see cref="ConsoleLevel"/>, to the serial port at once. Works from the first
/// moment, in any context, without allocating.
/// </remarks>
public static class Log
{
    /// <summary>Lines up to this level also go to the serial port.</summary>
    public static LogLevel ConsoleLevel { get; set; } = LogLevel.Info;

    public static void Debug(LogMessage message) => Write(LogLevel.Debug, message.Text);

    public static void Info(LogMessage message) => Write(LogLevel.Info, message.Text);

    public static void Notice(LogMessage message) => Write(LogLevel.Notice, message.Text);

    public static void Warning(LogMessage message) => Write(LogLevel.Warning, message.Text);

    public static void Error(LogMessage message) => Write(LogLevel.Error, message.Text);

    /// <summary>Writes one line of UTF-8; what is beyond <see cref="LogMessage.Capacity"/> is cut.</summary>
    public static void Write(LogLevel level, ReadOnlySpan<byte> text)
    {
        if (text.Length > LogMessage.Capacity) text = text[..LogMessage.Capacity];
        long time = Clock.MonotonicNanoseconds;
        LogRing.Append(level, time, text);
        if (level <= ConsoleLevel) EarlySerial.WriteLogLine(time, text);
    }

    /// <summary>Writes bytes to the serial port as they are, without keeping them: reports that a program reads there.</summary>
    public static void WriteRaw(ReadOnlySpan<byte> text) => EarlySerial.Write(text);

    /// <summary>Copies the record with the given sequence number, or the oldest one after it.</summary>
    /// <param name="sequence">In: first record wanted, from 0. Out: the record found; ask for the next one with one more.</param>
    /// <param name="text">Receives the line, at most <see cref="LogMessage.Capacity"/> bytes.</param>
    /// <returns><c>false</c>: no record from there on yet.</returns>
    public static bool TryRead(ref long sequence, Span<byte> text, out LogRecord record) => LogRing.TryRead(ref sequence, text, out record);

    /// <summary>Sequence number of the oldest record still kept.</summary>
    public static long FirstSequence => LogRing.FirstSequence;

    /// <summary>Sequence number that the next record will get.</summary>
    public static long NextSequence => LogRing.NextSequence;
}

/// <summary>A line of the log without its text.</summary>
public readonly struct LogRecord
{
    internal LogRecord(LogLevel level, long nanoseconds, int length)
    {
        Level = level;
        Nanoseconds = nanoseconds;
        Length = length;
    }

    public LogLevel Level { get; }

    /// <summary>When it was written, <see cref="Clock.MonotonicNanoseconds"/>.</summary>
    public long Nanoseconds { get; }

    /// <summary>Bytes of text.</summary>
    public int Length { get; }
}
