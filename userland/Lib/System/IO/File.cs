// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;

namespace System.IO;

/// <summary>Whole files at once.</summary>
public static partial class File
{
    /// <summary>Something that is not a directory is there, also a link to nothing; false also if that cannot be found out.</summary>
    public static bool Exists(string? path) =>
        !string.IsNullOrEmpty(path) && path[^1] != '/' && FileStatus.TryFollow(path, out Stat stat)
        && (stat.st_mode & StatMode.S_IFMT) != StatMode.S_IFDIR;

    public static FileStream Open(string path, FileMode mode) => new(path, mode);

    public static FileStream Open(string path, FileMode mode, FileAccess access) => new(path, mode, access);

    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share) => new(path, mode, access, share);

    public static FileStream OpenRead(string path) => new(path, FileMode.Open, FileAccess.Read);

    public static FileStream OpenWrite(string path) => new(path, FileMode.OpenOrCreate, FileAccess.Write);

    public static FileStream Create(string path, int bufferSize) => new(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize);

    public static FileStream Create(string path) => new(path, FileMode.Create, FileAccess.ReadWrite);

    public static StreamReader OpenText(string path) => new(path);

    public static StreamWriter CreateText(string path) => new(path);

    public static StreamWriter AppendText(string path) => new(path, append: true);

    public static byte[] ReadAllBytes(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);

        // The size is only a hint: files of /proc say 0, and others may grow meanwhile.
        long size = file.CanSeek ? file.Length : 0;
        if (size > int.MaxValue - 56)
        {
            throw new IOException("The file is too long. This operation is currently limited to supporting files less than 2 gigabytes in size.");
        }

        byte[] bytes = new byte[Math.Max(size, 512)];
        int length = 0;
        Span<byte> probe = stackalloc byte[1];
        while (true)
        {
            int count = file.Read(bytes.AsSpan(length));
            if (count == 0)
            {
                return length == bytes.Length ? bytes : bytes.AsSpan(0, length).ToArray();
            }

            length += count;
            if (length == bytes.Length)
            {
                if (file.Read(probe) == 0)
                {
                    return bytes;
                }

                byte[] larger = new byte[(int)Math.Min(bytes.Length * 2L, int.MaxValue - 56)];
                bytes.CopyTo(larger, 0);
                bytes = larger;
                bytes[length++] = probe[0];
            }
        }
    }

    public static void WriteAllBytes(string path, byte[] bytes) => WriteAllBytes(path, bytes.AsSpan());

    public static void WriteAllBytes(string path, ReadOnlySpan<byte> bytes)
    {
        using FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 1);
        file.Write(bytes);
    }

    public static void AppendAllBytes(string path, byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        AppendAllBytes(path, bytes.AsSpan());
    }

    public static void AppendAllBytes(string path, ReadOnlySpan<byte> bytes)
    {
        using FileStream file = new(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 1);
        file.Write(bytes);
    }

    /// <summary>Does nothing if there is no such file.</summary>
    public static void Delete(string path)
    {
        Errno error = Posix.Unlink(path);
        if (error == Errno.EISDIR || (error == Errno.EPERM && Directory.Exists(path)))
        {
            error = Errno.EACCES;
        }

        if (error != Errno.ENOENT || !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
        {
            UnixError.Check(error, path);
        }
    }

    public static void Move(string sourceFileName, string destFileName) => Move(sourceFileName, destFileName, overwrite: false);

    public static void Move(string sourceFileName, string destFileName, bool overwrite)
    {
        if (!overwrite && Posix.Lstat(destFileName).IsSuccess)
        {
            throw UnixError.ToException(Errno.EEXIST, destFileName);
        }

        Errno error = Posix.Rename(sourceFileName, destFileName);
        if (error == Errno.EXDEV)
        {
            Copy(sourceFileName, destFileName, overwrite);
            error = Posix.Unlink(sourceFileName);
        }

        UnixError.Check(error, sourceFileName);
    }

    public static void Copy(string sourceFileName, string destFileName) => Copy(sourceFileName, destFileName, overwrite: false);

    public static void Copy(string sourceFileName, string destFileName, bool overwrite)
    {
        using FileStream source = new(sourceFileName, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        FileMode mode = overwrite ? FileMode.Create : FileMode.CreateNew;
        using FileStream destination = new(destFileName, mode, FileAccess.Write, FileShare.None, bufferSize: 1);
        source.CopyTo(destination);
        if (Posix.Stat(sourceFileName).Try(out Stat stat, out _))
        {
            UnixError.Check(Posix.Chmod(destFileName, stat.st_mode & StatMode.Permissions), destFileName);
        }
    }
}
