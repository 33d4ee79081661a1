// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Libc;

namespace System.IO;

/// <summary>A buffered stream over a file descriptor.</summary>
public partial class FileStream : Stream
{
    private const int DefaultBufferSize = 4096;

    private readonly FileAccess _access;
    private readonly bool _ownsDescriptor;
    private readonly bool _isAppending;
    private readonly byte[] _buffer;
    private int _descriptor;
    private bool? _canSeek;

    /// <summary>What comes before this was there when the file was opened to append, and stays.</summary>
    private long _appendStart;

    /// <summary>Bytes read ahead are [_readPosition, _readLength); bytes to write are [0, _writeLength). Never both.</summary>
    private int _readPosition;
    private int _readLength;
    private int _writeLength;

    public FileStream(string path, FileMode mode)
        : this(path, mode, mode == FileMode.Append ? FileAccess.Write : FileAccess.ReadWrite)
    {
    }

    public FileStream(string path, FileMode mode, FileAccess access)
        : this(path, mode, access, FileShare.Read)
    {
    }

    public FileStream(string path, FileMode mode, FileAccess access, FileShare share, int bufferSize = DefaultBufferSize)
    {
        if (string.IsNullOrEmpty(path))
        {
            throw new ArgumentException("The value cannot be an empty string.", nameof(path));
        }

        Name = path;
        _access = access;
        _ownsDescriptor = true;
        _isAppending = mode == FileMode.Append;
        _buffer = new byte[Math.Max(bufferSize, 1)];
        _descriptor = OpenDescriptor(path, mode, access, share);
        if (_isAppending && CanSeek) _appendStart = UnixError.Value(Posix.Lseek(_descriptor, 0, SeekWhence.SEEK_END), path);
    }

    internal FileStream(int descriptor, FileAccess access, bool ownsDescriptor, int bufferSize, string name)
    {
        Name = name;
        _access = access;
        _ownsDescriptor = ownsDescriptor;
        _descriptor = descriptor;
        _buffer = new byte[Math.Max(bufferSize, 1)];
    }

    public string Name { get; }

    public override bool CanRead => _descriptor >= 0 && (_access & FileAccess.Read) != 0;

    public override bool CanWrite => _descriptor >= 0 && (_access & FileAccess.Write) != 0;

    public override bool CanSeek
    {
        get
        {
            if (_descriptor < 0)
            {
                return false;
            }

            _canSeek ??= Posix.Lseek(_descriptor, 0, SeekWhence.SEEK_CUR).IsSuccess;
            return _canSeek.Value;
        }
    }

    public override long Length
    {
        get
        {
            CheckSeekable();
            long size = UnixError.Value(Posix.Fstat(_descriptor), Name).st_size;
            return _writeLength == 0 ? size : Math.Max(size, Position);
        }
    }

    public override long Position
    {
        get
        {
            CheckSeekable();
            long position = UnixError.Value(Posix.Lseek(_descriptor, 0, SeekWhence.SEEK_CUR), Name);
            return position - (_readLength - _readPosition) + _writeLength;
        }

        set
        {
            if (value < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(value));
            }

            _ = Seek(value, SeekOrigin.Begin);
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        CheckRange(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    public override int Read(Span<byte> buffer)
    {
        CheckOpen();
        if (!CanRead)
        {
            throw new NotSupportedException("Stream does not support reading.");
        }

        FlushWrites();
        if (_readPosition == _readLength)
        {
            if (buffer.Length >= _buffer.Length)
            {
                return ReadDescriptor(buffer);
            }

            _readPosition = 0;
            _readLength = 0;
            _readLength = ReadDescriptor(_buffer);
        }

        int count = Math.Min(buffer.Length, _readLength - _readPosition);
        _buffer.AsSpan(_readPosition, count).CopyTo(buffer);
        _readPosition += count;
        return count;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        CheckRange(buffer, offset, count);
        Write(buffer.AsSpan(offset, count));
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        CheckOpen();
        if (!CanWrite)
        {
            throw new NotSupportedException("Stream does not support writing.");
        }

        DropReads();
        if (buffer.Length > _buffer.Length - _writeLength)
        {
            FlushWrites();
        }

        if (buffer.Length >= _buffer.Length)
        {
            UnixError.Check(Posix.WriteAll(_descriptor, buffer), Name);
            return;
        }

        buffer.CopyTo(_buffer.AsSpan(_writeLength));
        _writeLength += buffer.Length;
    }

    public override void Flush()
    {
        CheckOpen();
        FlushWrites();
        DropReads();
    }

    public virtual void Flush(bool flushToDisk)
    {
        Flush();
        if (flushToDisk && CanWrite)
        {
            UnixError.Check(Posix.Fsync(_descriptor), Name);
        }
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        CheckSeekable();
        FlushWrites();
        if (origin == SeekOrigin.Current)
        {
            offset -= _readLength - _readPosition;
        }

        _readPosition = 0;
        _readLength = 0;
        long before = _appendStart > 0 ? Position : 0;
        long position = UnixError.Value(Posix.Lseek(_descriptor, offset, (SeekWhence)origin), Name);
        if (position >= _appendStart) return position;

        _ = Posix.Lseek(_descriptor, before, SeekWhence.SEEK_SET);
        throw new IOException("Unable seek backward to overwrite data that previously existed in a file opened in Append mode.");
    }

    public override void SetLength(long value)
    {
        CheckSeekable();
        if (value < _appendStart) throw new IOException("Unable to truncate data that previously existed in a file opened in Append mode.");
        Flush();
        UnixError.Check(Posix.Ftruncate(_descriptor, value), Name);
        if (!_isAppending && Position > value)
        {
            _ = Seek(value, SeekOrigin.Begin);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (_descriptor < 0)
        {
            return;
        }

        try
        {
            FlushWrites();
        }
        finally
        {
            int descriptor = _descriptor;
            _descriptor = -1;
            if (_ownsDescriptor)
            {
                ClosingDescriptor.Tell(descriptor);
                _ = Posix.Close(descriptor);
            }
        }
    }

    /// <summary>Not of a directory.</summary>
    internal static int OpenDescriptor(string path, FileMode mode, FileAccess access, FileShare share)
    {
        OpenFlags flags = ToFlags(mode, access);
        Check(mode, access);
        if ((share & FileShare.Inheritable) == 0) flags |= OpenFlags.O_CLOEXEC;
        int descriptor = UnixError.Value(Posix.Open(path, flags, (StatMode)0x1B6), path);
        if (!Posix.Fstat(descriptor).Try(out Stat stat, out _) || (stat.st_mode & StatMode.S_IFMT) != StatMode.S_IFDIR) return descriptor;

        _ = Posix.Close(descriptor);
        throw UnixError.ToException(Errno.EACCES, path);
    }

    private static void Check(FileMode mode, FileAccess access)
    {
        if (mode == FileMode.Append && (access & FileAccess.Read) != 0) throw new ArgumentException("Append access can be requested only in write-only mode.", nameof(access));
        if ((access & FileAccess.Write) == 0 && mode is FileMode.Truncate or FileMode.CreateNew or FileMode.Create)
        {
            throw new ArgumentException($"Combining FileMode: {mode} with FileAccess: {access} is invalid.", nameof(access));
        }
    }

    private static OpenFlags ToFlags(FileMode mode, FileAccess access)
    {
        OpenFlags flags = access switch
        {
            FileAccess.Read => OpenFlags.O_RDONLY,
            FileAccess.Write => OpenFlags.O_WRONLY,
            _ => OpenFlags.O_RDWR,
        };
        return flags | mode switch
        {
            FileMode.CreateNew => OpenFlags.O_CREAT | OpenFlags.O_EXCL,
            FileMode.Create => OpenFlags.O_CREAT | OpenFlags.O_TRUNC,
            FileMode.OpenOrCreate => OpenFlags.O_CREAT,
            FileMode.Truncate => OpenFlags.O_TRUNC,
            FileMode.Append => OpenFlags.O_CREAT | OpenFlags.O_APPEND,
            FileMode.Open => 0,
            _ => throw new ArgumentOutOfRangeException(nameof(mode), "Enum value was out of legal range."),
        };
    }

    private int ReadDescriptor(Span<byte> buffer)
    {
        while (true)
        {
            if (Posix.Read(_descriptor, buffer).Try(out int count, out Errno error))
            {
                return count;
            }

            if (error != Errno.EINTR)
            {
                throw UnixError.ToException(error, Name);
            }
        }
    }

    private void FlushWrites()
    {
        if (_writeLength > 0)
        {
            int length = _writeLength;
            _writeLength = 0;
            UnixError.Check(Posix.WriteAll(_descriptor, _buffer.AsSpan(0, length)), Name);
        }
    }

    /// <summary>Gives back what was read ahead, so that the descriptor's offset is where the reader thinks it is.</summary>
    private void DropReads()
    {
        if (_readPosition < _readLength && CanSeek)
        {
            _ = Posix.Lseek(_descriptor, _readPosition - _readLength, SeekWhence.SEEK_CUR);
            _readPosition = 0;
            _readLength = 0;
        }
    }

    private void CheckOpen()
    {
        if (_descriptor < 0)
        {
            throw new ObjectDisposedException(null, "Cannot access a closed file.");
        }
    }

    private void CheckSeekable()
    {
        CheckOpen();
        if (!CanSeek)
        {
            throw new NotSupportedException("Stream does not support seeking.");
        }
    }
}
