// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>Directory contents.</summary>
public static unsafe partial class Posix
{
    /// <summary>opendir(3).</summary>
    public static Result<DirectoryStream> Opendir(string path) => DirectoryStream.Open(path);

    /// <summary>getdents64(2): raw records (<see cref="Dirent64"/>), 0 bytes at the end.</summary>
    public static Result<int> Getdents(int fd, Span<byte> buffer)
    {
        fixed (byte* pointer = buffer)
        {
            return ToInt(Syscall.Invoke(SystemCall.getdents64, fd, (long)pointer, buffer.Length));
        }
    }
}
