// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Microsoft.Win32.SafeHandles;
using Skift.Abi;
using Skift.Libc;

namespace System.IO;

/// <summary>Reads and writes anywhere in a file, without a position that threads would share; what has no positions is read and written where it is.</summary>
public static partial class RandomAccess
{
    public static long GetLength(SafeFileHandle handle)
    {
        Check(handle, 0, isSeekable: true);
        return UnixError.Value(Posix.Fstat(Descriptor(handle)), handle.Path).st_size;
    }

    public static void SetLength(SafeFileHandle handle, long length)
    {
        Check(handle, 0, isSeekable: true);
        if (length < 0) throw Negative(nameof(length));
        UnixError.Check(Posix.Ftruncate(Descriptor(handle), length), handle.Path);
    }

    /// <returns>0 at the end of the file.</returns>
    public static int Read(SafeFileHandle handle, Span<byte> buffer, long fileOffset)
    {
        Check(handle, fileOffset, isSeekable: false);
        return ReadSome(handle, buffer, fileOffset);
    }

    /// <summary>Fills one after the other.</summary>
    public static long Read(SafeFileHandle handle, IReadOnlyList<Memory<byte>> buffers, long fileOffset)
    {
        Check(handle, fileOffset, isSeekable: false);
        ArgumentNullException.ThrowIfNull(buffers);
        long total = 0;
        foreach (Memory<byte> buffer in buffers)
        {
            int count = ReadSome(handle, buffer.Span, fileOffset + total);
            total += count;
            if (count < buffer.Length) break;
        }

        return total;
    }

    /// <summary>All of it; the file grows where it ends before.</summary>
    public static void Write(SafeFileHandle handle, ReadOnlySpan<byte> buffer, long fileOffset)
    {
        Check(handle, fileOffset, isSeekable: false);
        WriteAll(handle, buffer, fileOffset);
    }

    public static void Write(SafeFileHandle handle, IReadOnlyList<ReadOnlyMemory<byte>> buffers, long fileOffset)
    {
        Check(handle, fileOffset, isSeekable: false);
        ArgumentNullException.ThrowIfNull(buffers);
        foreach (ReadOnlyMemory<byte> buffer in buffers)
        {
            WriteAll(handle, buffer.Span, fileOffset);
            fileOffset += buffer.Length;
        }
    }

    /// <summary>fsync(2); nothing where that means nothing, as with pipes.</summary>
    public static void FlushToDisk(SafeFileHandle handle)
    {
        Check(handle, 0, isSeekable: false);
        Errno error = Posix.Fsync(Descriptor(handle));
        if (error is not (Errno.EROFS or Errno.EINVAL or Errno.EOPNOTSUPP)) UnixError.Check(error, handle.Path);
    }

    private static int Descriptor(SafeFileHandle handle) => (int)handle.DangerousGetHandle();

    private static int ReadSome(SafeFileHandle handle, Span<byte> buffer, long fileOffset)
    {
        while (true)
        {
            Result<int> answer = handle.CanSeek ? Posix.Pread(Descriptor(handle), buffer, fileOffset) : Posix.Read(Descriptor(handle), buffer);
            if (answer.Error != Errno.EINTR) return UnixError.Value(answer, handle.Path);
        }
    }

    private static void WriteAll(SafeFileHandle handle, ReadOnlySpan<byte> buffer, long fileOffset)
    {
        bool canSeek = handle.CanSeek;
        while (!buffer.IsEmpty)
        {
            Result<int> answer = canSeek ? Posix.Pwrite(Descriptor(handle), buffer, fileOffset) : Posix.Write(Descriptor(handle), buffer);
            if (answer.Error == Errno.EINTR) continue;
            int count = UnixError.Value(answer, handle.Path);
            buffer = buffer[count..];
            fileOffset += count;
        }
    }

    private static void Check(SafeFileHandle handle, long fileOffset, bool isSeekable)
    {
        ArgumentNullException.ThrowIfNull(handle);
        if (handle.IsInvalid) throw new ArgumentException("Invalid handle.", nameof(handle));
        if (handle.IsClosed) throw new ObjectDisposedException(null, "Cannot access a closed file.");
        if (isSeekable && !handle.CanSeek) throw new NotSupportedException("Stream does not support seeking.");
        if (fileOffset < 0 && handle.CanSeek) throw Negative(nameof(fileOffset));
    }

    private static ArgumentOutOfRangeException Negative(string name) => new(name, "Non-negative number required.");
}
