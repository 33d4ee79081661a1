// SPDX-License-Identifier: MIT
using Microsoft.Win32.SafeHandles;
using Skift.Abi;
using Skift.Libc;

namespace System.IO;

/// <summary>Files without a stream, for <see cref="RandomAccess"/>.</summary>
public static partial class File
{
    public static SafeFileHandle OpenHandle(string path, FileMode mode = FileMode.Open, FileAccess access = FileAccess.Read, FileShare share = FileShare.Read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new SafeFileHandle(FileStream.OpenDescriptor(path, mode, access, share), path);
    }

    public static UnixFileMode GetUnixFileMode(SafeFileHandle fileHandle)
    {
        ArgumentNullException.ThrowIfNull(fileHandle);
        return (UnixFileMode)(UnixError.Value(Posix.Fstat(DescriptorOf(fileHandle)), fileHandle.Path).st_mode & StatMode.Permissions);
    }

    public static void SetUnixFileMode(SafeFileHandle fileHandle, UnixFileMode mode)
    {
        ArgumentNullException.ThrowIfNull(fileHandle);
        if (((int)mode & ~(int)StatMode.Permissions) != 0) throw new ArgumentException("Invalid UnixFileMode value.", nameof(mode));
        UnixError.Check(Posix.Fchmod(DescriptorOf(fileHandle), (StatMode)mode), fileHandle.Path);
    }

    private static int DescriptorOf(SafeFileHandle handle) =>
        handle.IsClosed ? throw new ObjectDisposedException(null, "Safe handle has been closed.") : (int)handle.DangerousGetHandle();
}
