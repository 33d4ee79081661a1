// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>Random numbers, temporary files, real paths.</summary>
public static unsafe partial class C
{
    /// <summary>Apart from the other data, which is all zeros and so takes no room in programs.</summary>
    private static class RandomGenerator
    {
        internal static ulong Word = 1;
    }

    /// <summary>31 bits from the top of a 64-bit linear congruence (Knuth, TAOCP 2, §3.3.4, table 1, line 26).</summary>
    [RuntimeExport("rand")]
    public static int rand()
    {
        LibraryLock.Enter(ref LibraryLocks.All.Random);
        ulong next = (RandomGenerator.Word * 6364136223846793005) + 1442695040888963407;
        RandomGenerator.Word = next;
        LibraryLock.Leave(ref LibraryLocks.All.Random);
        return (int)(next >> 33);
    }

    [RuntimeExport("srand")]
    public static void srand(uint seed) => RandomGenerator.Word = seed;

    [RuntimeExport("random")]
    public static long random() => rand();

    [RuntimeExport("srandom")]
    public static void srandom(uint seed) => srand(seed);

    [RuntimeExport("rand_r")]
    public static int rand_r(uint* seed)
    {
        // One 32-bit word is all the state there is: Numerical Recipes' quick generator, its upper bits stirred down.
        *seed = (*seed * 1664525) + 1013904223;
        uint value = *seed;
        value ^= value >> 15;
        value *= 0x2C1B3C6D;
        value ^= value >> 12;
        return (int)(value >> 1);
    }

    [RuntimeExport("mkstemp")]
    public static int mkstemp(byte* template) => MakeTemporary(template, 0, OpenFlags.O_RDWR | OpenFlags.O_CREAT | OpenFlags.O_EXCL);

    [RuntimeExport("mkostemp")]
    public static int mkostemp(byte* template, int flags) =>
        MakeTemporary(template, 0, (OpenFlags)flags | OpenFlags.O_RDWR | OpenFlags.O_CREAT | OpenFlags.O_EXCL);

    [RuntimeExport("mkstemps")]
    public static int mkstemps(byte* template, int suffixLength) =>
        MakeTemporary(template, suffixLength, OpenFlags.O_RDWR | OpenFlags.O_CREAT | OpenFlags.O_EXCL);

    [RuntimeExport("mkdtemp")]
    public static byte* mkdtemp(byte* template) => MakeTemporary(template, 0, OpenFlags.O_DIRECTORY) < 0 ? null : template;

    [RuntimeExport("realpath")]
    public static byte* realpath(byte* path, byte* resolved)
    {
        if (path == null)
        {
            Error.Current = (int)Errno.EINVAL;
            return null;
        }

        // The kernel resolves every link while it opens; what it found is the target of the descriptor's entry in /proc. But that
        // needs /proc, so the links are followed here.
        byte* buffer = stackalloc byte[FileConstants.PATH_MAX * 2];
        long length = RealPath.Resolve(path, buffer);
        if (length < 0)
        {
            _ = Error.Answer(length);
            return null;
        }

        if (resolved == null)
        {
            return strdup(buffer);
        }

        return (byte*)memcpy(resolved, buffer, (nuint)length + 1);
    }

    private static int MakeTemporary(byte* template, int suffixLength, OpenFlags flags)
    {
        const int Attempts = 100;
        nuint length = strlen(template);
        byte* xs = template + length - suffixLength - 6;
        if (suffixLength < 0 || length < (nuint)suffixLength + 6 || memcmp(xs, Literal("XXXXXX"u8), 6) != 0)
        {
            return Error.Set(Errno.EINVAL);
        }

        long answer = -(long)Errno.EEXIST;
        for (int i = 0; i < Attempts && answer == -(long)Errno.EEXIST; i++)
        {
            RandomName(xs);
            answer = flags == OpenFlags.O_DIRECTORY
                ? Syscall.Invoke(SystemCall.mkdir, (long)template, 0x1C0)
                : Syscall.Invoke(SystemCall.open, (long)template, (long)flags, 0x180);
        }

        if (answer < 0)
        {
            memcpy(xs, Literal("XXXXXX"u8), 6);
        }

        return (int)Error.Answer(answer);
    }

    private static void RandomName(byte* name)
    {
        ulong bits;
        if (Syscall.Invoke(SystemCall.getrandom, (long)&bits, 8, 0) != 8)
        {
            // Names need only differ; the exclusive creation is what is safe.
            Timespec time;
            _ = Syscall.Invoke(SystemCall.clock_gettime, (long)ClockId.CLOCK_MONOTONIC, (long)&time);
            bits = (ulong)time.tv_nsec * 6364136223846793005 ^ (ulong)Syscall.Invoke(SystemCall.getpid);
        }

        for (int i = 0; i < 6; i++)
        {
            uint digit = (uint)(bits % 62);
            bits /= 62;
            name[i] = (byte)(digit < 10 ? '0' + digit : digit < 36 ? 'A' + digit - 10 : 'a' + digit - 36);
        }
    }
}
