// SPDX-License-Identifier: MIT
using System;
using System.Runtime.InteropServices;
using Skift.Abi;

namespace Skift.Tests.Host.Files;

/// <summary>Linux's own calls, to compare with. Results are errno, 0 for success.</summary>
internal static class Linux
{
    internal static int OpenDirectory(string path)
    {
        int descriptor = openat(FileConstants.AT_FDCWD, path, (int)(OpenFlags.O_DIRECTORY | OpenFlags.O_CLOEXEC), 0);
        return descriptor >= 0 ? descriptor : throw new InvalidOperationException($"open {path}: {Marshal.GetLastPInvokeError()}");
    }

    internal static Errno Open(int at, string path, OpenFlags flags, uint mode, out int descriptor)
    {
        descriptor = openat(at, path, (int)(flags | OpenFlags.O_CLOEXEC), mode);
        return descriptor >= 0 ? Errno.None : (Errno)Marshal.GetLastPInvokeError();
    }

    internal static void Close(int descriptor) => _ = close(descriptor);

    internal static Errno MakeDirectory(int at, string path, uint mode) => Of(mkdirat(at, path, mode));

    internal static Errno Unlink(int at, string path) => Of(unlinkat(at, path, 0));

    internal static Errno RemoveDirectory(int at, string path) => Of(unlinkat(at, path, (int)AtFlags.AT_REMOVEDIR));

    internal static Errno Rename(int at, string from, string to, uint flags) => Of(renameat2(at, from, at, to, flags));

    internal static Errno Link(int at, string from, string to, bool follow) => Of(linkat(at, from, at, to, follow ? (int)AtFlags.AT_SYMLINK_FOLLOW : 0));

    internal static Errno Symlink(int at, string target, string path) => Of(symlinkat(target, at, path));

    internal static Errno MakeFifo(int at, string path, uint mode) => Of(mkfifoat(at, path, mode));

    internal static Errno Chmod(int at, string path, uint mode) => Of(fchmodat(at, path, mode, 0));

    internal static Errno ReadLink(int at, string path, out string target)
    {
        byte[] buffer = new byte[4096];
        nint length = readlinkat(at, path, buffer, (nuint)buffer.Length);
        target = length >= 0 ? System.Text.Encoding.Latin1.GetString(buffer, 0, (int)length) : "";
        return length >= 0 ? Errno.None : (Errno)Marshal.GetLastPInvokeError();
    }

    internal static Errno Stat(int at, string path, bool follow, out Stat stat)
    {
        byte[] buffer = new byte[Marshal.SizeOf<Stat>()];
        Errno error = Of(fstatat(at, path, buffer, follow ? 0 : (int)AtFlags.AT_SYMLINK_NOFOLLOW));
        stat = MemoryMarshal.Read<Stat>(buffer);
        return error;
    }

    internal static Errno Write(int descriptor, byte[] data) => write(descriptor, data, (nuint)data.Length) >= 0 ? Errno.None : (Errno)Marshal.GetLastPInvokeError();

    internal static Errno Truncate(int descriptor, long size) => Of(ftruncate(descriptor, size));

    internal static bool IsRoot => geteuid() == 0;

    private static Errno Of(int result) => result >= 0 ? Errno.None : (Errno)Marshal.GetLastPInvokeError();

    [DllImport("libc", SetLastError = true)]
    private static extern int openat(int at, string path, int flags, uint mode);

    [DllImport("libc", SetLastError = true)]
    private static extern int close(int descriptor);

    [DllImport("libc", SetLastError = true)]
    private static extern int mkdirat(int at, string path, uint mode);

    [DllImport("libc", SetLastError = true)]
    private static extern int unlinkat(int at, string path, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int renameat2(int fromAt, string from, int toAt, string to, uint flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int linkat(int fromAt, string from, int toAt, string to, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int symlinkat(string target, int at, string path);

    [DllImport("libc", SetLastError = true)]
    private static extern int mkfifoat(int at, string path, uint mode);

    [DllImport("libc", SetLastError = true)]
    private static extern int fchmodat(int at, string path, uint mode, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern nint readlinkat(int at, string path, byte[] buffer, nuint size);

    [DllImport("libc", SetLastError = true)]
    private static extern int fstatat(int at, string path, byte[] stat, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern nint write(int descriptor, byte[] data, nuint size);

    [DllImport("libc", SetLastError = true)]
    private static extern int ftruncate(int descriptor, long size);

    [DllImport("libc")]
    private static extern uint geteuid();
}
