// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Libc;

namespace Skift.Tools;

/// <summary>An operand opened for reading, where <c>-</c> is standard input.</summary>
public readonly struct FileInput : IDisposable
{
    private readonly bool _isOwned;

    private FileInput(int fd, string name, bool isOwned)
    {
        Descriptor = fd;
        Name = name;
        _isOwned = isOwned;
    }

    public int Descriptor { get; }

    /// <summary>As messages show it.</summary>
    public string Name { get; }

    /// <summary>Opens, or says why not.</summary>
    public static bool TryOpen(string operand, ToolIO io, out FileInput input)
    {
        if (operand == "-")
        {
            input = new FileInput(io.Input, "standard input", isOwned: false);
            return true;
        }

        if (Posix.Open(operand, OpenFlags.O_RDONLY | OpenFlags.O_CLOEXEC).Try(out int fd, out Errno error))
        {
            input = new FileInput(fd, operand, isOwned: true);
            return true;
        }

        io.Warn(operand, error);
        input = default;
        return false;
    }

    /// <summary>Reads once, again if a signal came first.</summary>
    public Errno Read(Span<byte> buffer, out int count)
    {
        Errno error;
        do
        {
            _ = Posix.Read(Descriptor, buffer).Try(out count, out error);
        }
        while (error == Errno.EINTR);
        return error;
    }

    /// <summary>Everything up to the end of the file.</summary>
    public Errno ReadAll(out byte[] content)
    {
        byte[] buffer = new byte[4096];
        int length = 0;
        while (true)
        {
            Errno error = Read(buffer.AsSpan(length), out int count);
            if (error != Errno.None || count == 0)
            {
                content = buffer.AsSpan(0, length).ToArray();
                return error;
            }

            length += count;
            if (length == buffer.Length)
            {
                byte[] larger = new byte[length * 2];
                buffer.AsSpan().CopyTo(larger);
                buffer = larger;
            }
        }
    }

    public void Dispose()
    {
        if (_isOwned)
        {
            _ = Posix.Close(Descriptor);
        }
    }

    /// <summary>A whole small file as text, such as one of /proc; null if it cannot be read.</summary>
    public static string? ReadText(string path)
    {
        if (!Posix.Open(path, OpenFlags.O_RDONLY | OpenFlags.O_CLOEXEC).Try(out int fd, out _))
        {
            return null;
        }

        using var input = new FileInput(fd, path, isOwned: true);
        return input.ReadAll(out byte[] content) == Errno.None ? ByteString.Decode(content) : null;
    }
}
