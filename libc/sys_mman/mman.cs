// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/mman.h, sys/utsname.h, sys/resource.h, sys/random.h.</summary>
public static unsafe partial class C
{
    /// <summary>MAP_FAILED, all bits set, on an error.</summary>
    [RuntimeExport("mmap")]
    public static void* mmap(void* address, nuint length, int protection, int flags, int fd, long offset)
    {
        if (length > long.MaxValue)
        {
            return (void*)(long)Error.Set(Errno.ENOMEM);
        }

        return (void*)Error.Answer(Syscall.Invoke(SystemCall.mmap, (long)address, (long)length, protection, flags, fd, offset));
    }

    [RuntimeExport("munmap")]
    public static int munmap(void* address, nuint length) => (int)Error.Answer(Syscall.Invoke(SystemCall.munmap, (long)address, (long)length));

    [RuntimeExport("mprotect")]
    public static int mprotect(void* address, nuint length, int protection) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.mprotect, (long)address, (long)length, protection));

    [RuntimeExport("msync")]
    public static int msync(void* address, nuint length, int flags) =>
        (int)Error.Answer(CancellationPoint.Invoke(SystemCall.msync, (long)address, (long)length, flags));

    [RuntimeExport("madvise")]
    public static int madvise(void* address, nuint length, int advice) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.madvise, (long)address, (long)length, advice));

    [RuntimeExport("uname")]
    public static int uname(Utsname* result) => (int)Error.Answer(Syscall.Invoke(SystemCall.uname, (long)result));

    [RuntimeExport("sysinfo")]
    public static int sysinfo(SystemInformation* result) => (int)Error.Answer(Syscall.Invoke(SystemCall.sysinfo, (long)result));

    [RuntimeExport("getrlimit")]
    public static int getrlimit(int resource, ResourceLimit* result) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.prlimit64, 0, resource, 0, (long)result));

    [RuntimeExport("setrlimit")]
    public static int setrlimit(int resource, ResourceLimit* limit) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.prlimit64, 0, resource, (long)limit, 0));

    [RuntimeExport("getrusage")]
    public static int getrusage(int who, ResourceUsage* result) => (int)Error.Answer(Syscall.Invoke(SystemCall.getrusage, who, (long)result));

    [RuntimeExport("getrandom")]
    public static long getrandom(void* buffer, nuint length, uint flags) =>
        Error.Answer(Syscall.Invoke(SystemCall.getrandom, (long)buffer, (long)length, flags));

    [RuntimeExport("getentropy")]
    public static int getentropy(void* buffer, nuint length)
    {
        if (length > 256)
        {
            return Error.Set(Errno.EIO);
        }

        // Up to 256 bytes come whole (getrandom(2)).
        long answer;
        do
        {
            answer = Syscall.Invoke(SystemCall.getrandom, (long)buffer, (long)length, 0);
        }
        while (answer == -(long)Errno.EINTR);

        return answer < 0 ? (int)Error.Answer(answer) : 0;
    }
}
