// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;

namespace Skift.Tests.Kernel;

/// <summary>Short forms of file operations that have to succeed, for the current process.</summary>
internal static class FileOps
{
    internal const StatMode Mode644 = (StatMode)0x1A4;
    internal const OpenFlags Create = OpenFlags.O_RDWR | OpenFlags.O_CREAT;

    internal static OpenFile Open(ReadOnlySpan<byte> name, OpenFlags flags = OpenFlags.O_RDONLY) =>
        Value(TestProcess.View.Open(name, flags, Mode644), "open");

    internal static T Value<T>(Result<T> result, string what)
    {
        if (!result.Try(out T value, out Errno error)) throw new CheckException($"{what}: errno {(int)error}");
        return value;
    }

    internal static void Write(OpenFile file, ReadOnlySpan<byte> data)
    {
        IoSource source = IoSource.Over(data);
        Check.Equal(data.Length, Value(file.Write(ref source, TestProcess.Current.Credentials), "write"), "bytes written");
    }

    internal static Errno TryWrite(OpenFile file, ReadOnlySpan<byte> data)
    {
        IoSource source = IoSource.Over(data);
        return file.Write(ref source, TestProcess.Current.Credentials).Error;
    }

    internal static Errno TryRead(OpenFile file, int count)
    {
        IoSink sink = IoSink.Over(new byte[count]);
        return file.Read(ref sink).Error;
    }

    /// <summary>Reads from the position of the file.</summary>
    internal static byte[] Read(OpenFile file, int count)
    {
        byte[] buffer = new byte[count];
        IoSink sink = IoSink.Over(buffer);
        return buffer[..(int)Value(file.Read(ref sink), "read")];
    }

    internal static byte[] ReadAt(OpenFile file, long offset, int count)
    {
        byte[] buffer = new byte[count];
        IoSink sink = IoSink.Over(buffer);
        return buffer[..(int)Value(file.ReadAt(ref sink, offset), "pread")];
    }

    internal static void Seek(OpenFile file, long offset) => _ = Value(file.Seek(offset, SeekWhence.SEEK_SET), "seek");

    internal static Stat Stat(ReadOnlySpan<byte> name) => Value(TestProcess.View.Stat(name, follow: false), "stat");

    internal static void Expect(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual, string what)
    {
        if (!expected.SequenceEqual(actual)) throw new CheckException($"{what}: expected {expected.Length} bytes, found {actual.Length} bytes, or others");
    }
}
