// SPDX-License-Identifier: MIT
using System;
using System.IO;
using System.Text;
using System.Threading.Tasks;
using Microsoft.Win32.SafeHandles;
using Skift.Tests.Corelib;

namespace Skift.Tests.Userland;

/// <summary>Files without a position.</summary>
internal static class RandomAccessChecks
{
    internal static void Run(Check check)
    {
        Anywhere(check);
        Several(check);
        Modes(check);
        Failures(check);
        Asynchronously(check).GetAwaiter().GetResult();
    }

    private static void Anywhere(Check check)
    {
        using SafeFileHandle handle = File.OpenHandle("random", FileMode.Create, FileAccess.ReadWrite);
        check.Print("new", $"{RandomAccess.GetLength(handle)} {handle.IsInvalid} {handle.IsClosed} {handle.IsAsync}");
        RandomAccess.Write(handle, "hello"u8, 0);
        RandomAccess.Write(handle, "world"u8, 8);
        check.Print("length", RandomAccess.GetLength(handle).ToString());
        byte[] buffer = new byte[20];
        check.Print("all", $"{RandomAccess.Read(handle, buffer.AsSpan(), 0)} {Convert.ToHexString(buffer)}");
        check.Print("some", $"{RandomAccess.Read(handle, buffer.AsSpan(0, 3), 9)} {Encoding.ASCII.GetString(buffer, 0, 3)}");
        check.Print("at the end", $"{RandomAccess.Read(handle, buffer.AsSpan(), 13)} {RandomAccess.Read(handle, buffer.AsSpan(), 1000)} {RandomAccess.Read(handle, default(Span<byte>), 0)}");
        RandomAccess.SetLength(handle, 4);
        check.Print("shorter", File.ReadAllText("random"));
        RandomAccess.SetLength(handle, 6);
        check.Print("longer", Convert.ToHexString(File.ReadAllBytes("random")));
        RandomAccess.FlushToDisk(handle);
        handle.Dispose();
        check.Print("closed", $"{handle.IsClosed} {handle.IsInvalid}");
    }

    private static void Several(Check check)
    {
        using SafeFileHandle handle = File.OpenHandle("random", FileMode.Create, FileAccess.ReadWrite);
        RandomAccess.Write(handle, [Encoding.ASCII.GetBytes("ab"), ReadOnlyMemory<byte>.Empty, Encoding.ASCII.GetBytes("cdef")], 1);
        byte[] first = new byte[3], second = new byte[10];
        check.Print("read", $"{RandomAccess.Read(handle, [first, second], 0)} {Convert.ToHexString(first)} {Convert.ToHexString(second)}");
        check.Print("behind", RandomAccess.Read(handle, [first, second], 7).ToString());
    }

    private static void Modes(Check check)
    {
        File.WriteAllText("random", "text");
        using (SafeFileHandle handle = File.OpenHandle("random"))
        {
            File.SetUnixFileMode(handle, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            check.Print("mode", $"{File.GetUnixFileMode(handle)} {File.GetUnixFileMode("random")}");
        }

        using (SafeFileHandle handle = File.OpenHandle("random", FileMode.Truncate, FileAccess.Write)) check.Print("truncated", RandomAccess.GetLength(handle).ToString());
        check.Throws<FileNotFoundException>("missing", () => File.OpenHandle("nothing"));
        check.Throws<IOException>("there already", () => File.OpenHandle("random", FileMode.CreateNew, FileAccess.Write));
        check.Throws<UnauthorizedAccessException>("a directory", () => File.OpenHandle("/tmp"));
        check.Throws<ArgumentException>("no name", () => File.OpenHandle(""));
        check.Throws<ArgumentException>("truncate what is read", () => File.OpenHandle("random", FileMode.Truncate));
    }

    private static void Failures(Check check)
    {
        File.WriteAllText("random", "text");
        SafeFileHandle handle = File.OpenHandle("random");
        byte[] buffer = new byte[4];
        check.Throws<ArgumentNullException>("no handle", () => RandomAccess.Read(null!, buffer.AsSpan(), 0));
        check.Throws<ArgumentException>("no file", () => RandomAccess.Read(new SafeFileHandle(), buffer.AsSpan(), 0));
        check.Throws<ArgumentOutOfRangeException>("before the file", () => RandomAccess.Read(handle, buffer.AsSpan(), -1));
        check.Throws<ArgumentOutOfRangeException>("a negative length", () => RandomAccess.SetLength(handle, -1));
        check.Throws<UnauthorizedAccessException>("not to be written", () => RandomAccess.Write(handle, buffer, 0));
        check.Throws<ArgumentNullException>("no buffers", () => RandomAccess.Read(handle, (Memory<byte>[])null!, 0));
        handle.Dispose();
        handle.Dispose();
        check.Throws<ObjectDisposedException>("closed", () => RandomAccess.Read(handle, buffer.AsSpan(), 0));
        check.Throws<ObjectDisposedException>("length of closed", () => RandomAccess.GetLength(handle));
    }

    private static async Task Asynchronously(Check check)
    {
        using SafeFileHandle handle = File.OpenHandle("random", FileMode.Create, FileAccess.ReadWrite);
        await RandomAccess.WriteAsync(handle, Encoding.ASCII.GetBytes("0123456789"), 0);
        await RandomAccess.WriteAsync(handle, [Encoding.ASCII.GetBytes("a"), Encoding.ASCII.GetBytes("b")], 4);
        byte[] buffer = new byte[4];
        check.Print("async", $"{await RandomAccess.ReadAsync(handle, buffer, 3)} {Encoding.ASCII.GetString(buffer)} {await RandomAccess.ReadAsync(handle, [buffer], 8)}");
    }
}
