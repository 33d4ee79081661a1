// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>
/// POSIX for safe C# programs: the system calls with strings, spans and <see cref="Result{T}"/>. Nothing here throws for a
/// failed call, allocates behind the caller's back on the read/write path, or retries: EINTR comes back as it is.
/// </summary>
/// <remarks>
/// A family per file. Names are POSIX's in PascalCase; flags and structures are those of <c>Skift.Abi</c>. Strings are encoded as
/// <see cref="ByteString"/> does. A string with a zero character inside is no C string: <see cref="Errno.EINVAL"/>.
/// </remarks>
public static unsafe partial class Posix
{
    /// <summary>Paths up to about a third of this are passed without a heap allocation.</summary>
    private const int PathBufferSize = 768;

    private static Errno ToErrno(long answer) => answer < 0 ? (Errno)(int)-answer : Errno.None;

    private static Result<int> ToInt(long answer)
    {
        if (answer < 0)
        {
            return (Errno)(int)-answer;
        }

        return (int)answer;
    }

    private static Result<long> ToLong(long answer)
    {
        if (answer < 0)
        {
            return (Errno)(int)-answer;
        }

        return answer;
    }

    /// <summary>A call whose first argument is a path.</summary>
    private static long PathCall(SystemCall number, string path, long a1 = 0, long a2 = 0, long a3 = 0, long a4 = 0)
    {
        ReadOnlySpan<byte> bytes = ByteString.Terminate(path, stackalloc byte[PathBufferSize]);
        if (bytes.IsEmpty)
        {
            return -(long)Errno.EINVAL;
        }

        fixed (byte* pointer = bytes)
        {
            return Syscall.Invoke(number, (long)pointer, a1, a2, a3, a4);
        }
    }

    /// <summary>A call whose first argument is a directory descriptor and whose second is a path.</summary>
    private static long AtCall(SystemCall number, int directory, string path, long a2 = 0, long a3 = 0, long a4 = 0)
    {
        ReadOnlySpan<byte> bytes = ByteString.Terminate(path, stackalloc byte[PathBufferSize]);
        if (bytes.IsEmpty)
        {
            return -(long)Errno.EINVAL;
        }

        fixed (byte* pointer = bytes)
        {
            return Syscall.Invoke(number, directory, (long)pointer, a2, a3, a4);
        }
    }

    /// <summary>A call whose first two arguments are paths.</summary>
    private static long TwoPathCall(SystemCall number, string first, string second)
    {
        ReadOnlySpan<byte> firstBytes = ByteString.Terminate(first, stackalloc byte[PathBufferSize]);
        ReadOnlySpan<byte> secondBytes = ByteString.Terminate(second, stackalloc byte[PathBufferSize]);
        if (firstBytes.IsEmpty || secondBytes.IsEmpty)
        {
            return -(long)Errno.EINVAL;
        }

        fixed (byte* firstPointer = firstBytes, secondPointer = secondBytes)
        {
            return Syscall.Invoke(number, (long)firstPointer, (long)secondPointer);
        }
    }
}
