// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Libc;

namespace System.IO;

/// <summary>Which exception stands for which error number, as .NET has it on Unix.</summary>
internal static class UnixError
{
    internal static Exception ToException(Errno error, string? path, bool isDirectory = false) => error switch
    {
        Errno.ENOENT when isDirectory || IsParentMissing(path) =>
            new DirectoryNotFoundException($"Could not find a part of the path '{FullPath(path)}'."),
        Errno.ENOENT => new FileNotFoundException($"Could not find file '{FullPath(path)}'.", path),
        Errno.EACCES or Errno.EBADF or Errno.EPERM =>
            new UnauthorizedAccessException($"Access to the path '{FullPath(path)}' is denied."),
        Errno.EISDIR => new UnauthorizedAccessException($"Access to the path '{FullPath(path)}' is denied."),
        Errno.ENAMETOOLONG => new PathTooLongException($"The path '{FullPath(path)}' is too long, or a component of the specified path is too long."),
        Errno.EEXIST => new IOException($"The file '{FullPath(path)}' already exists."),
        Errno.ECANCELED => new OperationCanceledException(),
        _ => new IOException(string.IsNullOrEmpty(path) ? Posix.Strerror(error) : $"{Posix.Strerror(error)} : '{FullPath(path)}'"),
    };

    /// <summary>For what has no path.</summary>
    internal static Exception ToException(Errno error) => error is Errno.EACCES or Errno.EBADF or Errno.EPERM
        ? new UnauthorizedAccessException("Access to the path is denied.")
        : new IOException(Posix.Strerror(error));

    internal static void Check(Errno error, string? path, bool isDirectory = false)
    {
        if (error != Errno.None)
        {
            throw ToException(error, path, isDirectory);
        }
    }

    internal static T Value<T>(Result<T> result, string? path, bool isDirectory = false) =>
        result.Try(out T value, out Errno error) ? value : throw ToException(error, path, isDirectory);

    private static bool IsParentMissing(string? path)
    {
        if (string.IsNullOrEmpty(path))
        {
            return false;
        }

        int slash = path.TrimEnd('/').LastIndexOf('/');
        return slash > 0 && !Posix.Stat(path.Substring(0, slash)).IsSuccess;
    }

    private static string? FullPath(string? path) => string.IsNullOrEmpty(path) ? path : Path.GetFullPath(path);
}
