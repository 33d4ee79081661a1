// SPDX-License-Identifier: MIT
using System;
using System.Runtime.InteropServices;
using System.Text;
using Skift.Abi;

namespace Skift.Tests.Host.Terminal;

/// <summary>A pseudo terminal of Linux, to compare with.</summary>
internal sealed class LinuxTerminal : IDisposable
{
    private readonly int _master;
    private readonly int _slave;

    internal LinuxTerminal()
    {
        const int Flags = (int)(OpenFlags.O_RDWR | OpenFlags.O_NOCTTY | OpenFlags.O_NONBLOCK);
        _master = posix_openpt(Flags);
        byte[] name = new byte[64];
        if (_master < 0 || grantpt(_master) != 0 || unlockpt(_master) != 0 || ptsname_r(_master, name, (nuint)name.Length) != 0)
        {
            throw new InvalidOperationException("no pseudo terminal");
        }

        _slave = open(Encoding.ASCII.GetString(name).TrimEnd('\0'), Flags);
    }

    internal void Configure(in Termios settings)
    {
        byte[] bytes = new byte[Marshal.SizeOf<Termios>()];
        MemoryMarshal.Write(bytes, in settings);
        if (ioctl(_slave, Ioctl.TCSETS, bytes) != 0)
        {
            throw new InvalidOperationException("TCSETS");
        }
    }

    internal void Type(byte[] data) => _ = write(_master, data, (nuint)data.Length);

    internal void Write(byte[] data) => _ = write(_slave, data, (nuint)data.Length);

    internal string TakeOutput() => Take(_master, 65536, out _);

    internal string Read(int length, out Errno error) => Take(_slave, length, out error);

    public void Dispose()
    {
        _ = close(_slave);
        _ = close(_master);
    }

    private static string Take(int descriptor, int length, out Errno error)
    {
        byte[] buffer = new byte[length];
        nint count = read(descriptor, buffer, (nuint)length);
        error = count < 0 ? (Errno)Marshal.GetLastPInvokeError() : Errno.None;
        return count > 0 ? Encoding.Latin1.GetString(buffer, 0, (int)count) : "";
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int posix_openpt(int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int grantpt(int descriptor);

    [DllImport("libc", SetLastError = true)]
    private static extern int unlockpt(int descriptor);

    [DllImport("libc", SetLastError = true)]
    private static extern int ptsname_r(int descriptor, byte[] name, nuint size);

    [DllImport("libc", SetLastError = true)]
    private static extern int open(string path, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int close(int descriptor);

    [DllImport("libc", SetLastError = true)]
    private static extern int ioctl(int descriptor, ulong request, byte[] argument);

    [DllImport("libc", SetLastError = true)]
    private static extern nint read(int descriptor, byte[] data, nuint size);

    [DllImport("libc", SetLastError = true)]
    private static extern nint write(int descriptor, byte[] data, nuint size);
}
