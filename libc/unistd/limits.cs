// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>unistd.h: limits of files, and confstr.</summary>
public static unsafe partial class C
{
    [RuntimeExport("pathconf")]
    public static long pathconf(byte* path, int name)
    {
        Statfs system;
        return Error.Answer(Syscall.Invoke(SystemCall.statfs, (long)path, (long)&system)) < 0 ? -1 : FileLimit(&system, name);
    }

    [RuntimeExport("fpathconf")]
    public static long fpathconf(int fd, int name)
    {
        Statfs system;
        return Error.Answer(Syscall.Invoke(SystemCall.fstatfs, fd, (long)&system)) < 0 ? -1 : FileLimit(&system, name);
    }

    /// <summary>The numbers are those of _PC_LINK_MAX and so on; -1 without an error where there is no limit.</summary>
    private static long FileLimit(Statfs* system, int name)
    {
        const long TerminalLine = 255, Links = 127;
        return name switch
        {
            0 => Links,
            1 or 2 => TerminalLine,
            3 => system->f_namelen,
            4 => FileConstants.PATH_MAX,
            5 => 4096,
            6 or 7 or 9 or 20 => 1,
            8 => 0,
            10 or 11 or 12 or 15 or 19 => -1,
            13 => 64,
            14 or 16 or 17 or 18 => system->f_bsize,
            _ => Error.Set(Errno.EINVAL),
        };
    }

    /// <summary>
    /// The path where the standard utilities are; empty for the options to compile with, as one needs none. EINVAL for another name.
    /// </summary>
    [RuntimeExport("confstr")]
    public static nuint confstr(int name, byte* buffer, nuint size)
    {
        const int Path = 0, WidthEnvironments = 1, FirstOption = 1116, LastOption = 1149;
        byte* text = name switch
        {
            Path => Literal("/bin:/usr/bin"u8),
            WidthEnvironments or 4 or 5 => Literal("POSIX_V7_LP64_OFF64"u8),
            >= FirstOption and <= LastOption => Literal(""u8),
            _ => null,
        };
        if (text == null)
        {
            Error.Current = (int)Errno.EINVAL;
            return 0;
        }

        nuint needed = strlen(text) + 1;
        if (size > 0)
        {
            nuint copied = needed < size ? needed : size;
            memcpy(buffer, text, copied);
            buffer[copied - 1] = 0;
        }

        return needed;
    }

    private static class ProgramBreak
    {
        internal static long Current;
    }

    /// <summary>ENOMEM if the kernel does not agree.</summary>
    [RuntimeExport("brk")]
    public static int brk(void* end)
    {
        ProgramBreak.Current = Syscall.Invoke(SystemCall.brk, (long)end);
        return ProgramBreak.Current < (long)end ? Error.Set(Errno.ENOMEM) : 0;
    }

    /// <summary>The break as it was before.</summary>
    [RuntimeExport("sbrk")]
    public static void* sbrk(long increment)
    {
        long old = ProgramBreak.Current != 0 ? ProgramBreak.Current : Syscall.Invoke(SystemCall.brk, 0);
        ProgramBreak.Current = old;
        bool isPossible = increment >= 0 ? old + increment >= old : -increment <= old;
        if (increment != 0 && (!isPossible || brk((void*)(old + increment)) < 0))
        {
            return (void*)Error.Set(Errno.ENOMEM);
        }

        return (void*)old;
    }

    [RuntimeExport("get_nprocs")]
    public static int get_nprocs() => (int)sysconf(84);

    [RuntimeExport("get_nprocs_conf")]
    public static int get_nprocs_conf() => (int)sysconf(83);

    [RuntimeExport("get_phys_pages")]
    public static long get_phys_pages() => sysconf(85);

    [RuntimeExport("get_avphys_pages")]
    public static long get_avphys_pages() => sysconf(86);
}
