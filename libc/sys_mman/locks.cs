// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/mman.h: memory kept in, resized and shared by name.</summary>
public static unsafe partial class C
{
    [RuntimeExport("mlock")]
    public static int mlock(void* address, nuint length) => (int)Error.Answer(Syscall.Invoke(SystemCall.mlock, (long)address, (long)length));

    [RuntimeExport("munlock")]
    public static int munlock(void* address, nuint length) => (int)Error.Answer(Syscall.Invoke(SystemCall.munlock, (long)address, (long)length));

    [RuntimeExport("mlockall")]
    public static int mlockall(int flags) => (int)Error.Answer(Syscall.Invoke(SystemCall.mlockall, flags));

    [RuntimeExport("munlockall")]
    public static int munlockall() => (int)Error.Answer(Syscall.Invoke(SystemCall.munlockall));

    [RuntimeExport("mlock2")]
    public static int mlock2(void* address, nuint length, uint flags) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.mlock2, (long)address, (long)length, flags));

    [RuntimeExport("mincore")]
    public static int mincore(void* address, nuint length, void* states) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.mincore, (long)address, (long)length, (long)states));

    [RuntimeExport("memfd_create")]
    public static int memfd_create(byte* name, uint flags) => (int)Error.Answer(Syscall.Invoke(SystemCall.memfd_create, (long)name, flags));

    [RuntimeExport("remap_file_pages")]
    public static int remap_file_pages(void* address, nuint size, int protection, nuint page, int flags) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.remap_file_pages, (long)address, (long)size, protection, (long)page, flags));

    /// <summary>The fifth argument counts only with MREMAP_FIXED; variadic in C, but in the same register either way.</summary>
    [RuntimeExport("mremap")]
    public static void* mremap(void* address, nuint oldLength, nuint newLength, int flags, void* newAddress) => (void*)Error.Answer(
        Syscall.Invoke(SystemCall.mremap, (long)address, (long)oldLength, (long)newLength, flags, (long)newAddress));

    /// <summary>Answers the error's number. MADV_DONTNEED would throw data away, which POSIX's advice must not.</summary>
    [RuntimeExport("posix_madvise")]
    public static int posix_madvise(void* address, nuint length, int advice)
    {
        const int DontNeed = 4;
        return advice == DontNeed ? 0 : (int)-Syscall.Invoke(SystemCall.madvise, (long)address, (long)length, advice);
    }

    [RuntimeExport("shm_open")]
    public static int shm_open(byte* name, int flags, uint mode)
    {
        byte* path = stackalloc byte[SharedPathSize];
        const OpenFlags Always = OpenFlags.O_NOFOLLOW | OpenFlags.O_CLOEXEC | OpenFlags.O_NONBLOCK;
        return SharedPath(name, path) ? open(path, flags | (int)Always, mode) : -1;
    }

    [RuntimeExport("shm_unlink")]
    public static int shm_unlink(byte* name)
    {
        byte* path = stackalloc byte[SharedPathSize];
        return SharedPath(name, path) ? unlink(path) : -1;
    }

    private const int SharedPathSize = 9 + 255 + 1;

    /// <summary>/dev/shm/NAME: slashes in front are skipped, others and an empty name are EINVAL, a longer one is ENAMETOOLONG.</summary>
    private static bool SharedPath(byte* name, byte* path)
    {
        const int NameMax = 255;
        while (*name == '/')
        {
            name++;
        }

        nuint length = strlen(name);
        bool isDots = (length == 1 || (length == 2 && name[1] == '.')) && name[0] == '.';
        if (length == 0 || isDots || strchr(name, '/') != null)
        {
            Error.Current = (int)Errno.EINVAL;
            return false;
        }

        if (length > NameMax)
        {
            Error.Current = (int)Errno.ENAMETOOLONG;
            return false;
        }

        memcpy(path, Literal("/dev/shm/"u8), 9);
        memcpy(path + 9, name, length + 1);
        return true;
    }
}
