// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>One name in a directory.</summary>
public readonly struct DirectoryEntry
{
    internal DirectoryEntry(string name, ulong inode, DirentType type)
    {
        Name = name;
        Inode = inode;
        Type = type;
    }

    public string Name { get; }

    public ulong Inode { get; }

    /// <summary><see cref="DirentType.DT_UNKNOWN"/> if the file system does not say; ask <see cref="Posix.Lstat"/> then.</summary>
    public DirentType Type { get; }
}

/// <summary>An open directory, read entry by entry (getdents64(2)); "." and ".." are among them.</summary>
/// <example><code>
/// using DirectoryStream directory = …;
/// while (directory.Read(out DirectoryEntry entry)) { … }
/// if (directory.Error != Errno.None) { … }
/// </code></example>
public sealed class DirectoryStream : IDisposable
{
    private readonly byte[] _buffer = new byte[8192];
    private int _position;
    private int _length;
    private int _fd;

    private DirectoryStream(int fd) => _fd = fd;

    /// <summary>The descriptor, for <c>*at</c> calls; -1 once disposed.</summary>
    public int Descriptor => _fd;

    /// <summary>Why the last <see cref="Read"/> answered false: none at the end of the directory.</summary>
    public Errno Error { get; private set; }

    /// <summary>opendir(3).</summary>
    public static Result<DirectoryStream> Open(string path)
    {
        const OpenFlags Flags = OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY | OpenFlags.O_CLOEXEC;
        if (!Posix.Open(path, Flags).Try(out int fd, out Errno error)) return error;

        return new DirectoryStream(fd);
    }

    /// <summary>fdopendir(3): takes the descriptor over.</summary>
    public static DirectoryStream FromDescriptor(int fd) => new(fd);

    /// <summary>readdir(3): false at the end or on an error (see <see cref="Error"/>).</summary>
    public bool Read(out DirectoryEntry entry)
    {
        entry = default;
        if (_position >= _length)
        {
            bool isOk = Posix.Getdents(_fd, _buffer).Try(out _length, out Errno error);
            Error = error;
            _position = 0;
            if (!isOk || _length == 0)
            {
                _length = 0;
                return false;
            }
        }

        ReadOnlySpan<byte> record = _buffer.AsSpan(_position, _length - _position);
        int recordLength = record[Dirent64.LengthOffset] | (record[Dirent64.LengthOffset + 1] << 8);
        record = record[..recordLength];
        _position += recordLength;
        ulong inode = 0;
        for (int i = 7; i >= 0; i--)
        {
            inode = (inode << 8) | record[Dirent64.InodeOffset + i];
        }

        string name = ByteString.DecodeTerminated(record[Dirent64.NameOffset..]);
        entry = new DirectoryEntry(name, inode, (DirentType)record[Dirent64.TypeOffset]);
        return true;
    }

    /// <summary>Closes the directory.</summary>
    public void Dispose()
    {
        if (_fd >= 0)
        {
            _ = Posix.Close(_fd);
            _fd = -1;
        }
    }
}
