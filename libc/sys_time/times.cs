// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/time.h and utime.h: times of files, and the clock.</summary>
public static unsafe partial class C
{
    [RuntimeExport("settimeofday")]
    public static int settimeofday(void* time, void* zone) => (int)Error.Answer(Syscall.Invoke(SystemCall.settimeofday, (long)time, (long)zone));

    [RuntimeExport("futimesat")]
    public static int futimesat(int directory, byte* path, void* times) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.futimesat, directory, (long)path, (long)times));

    [RuntimeExport("utimes")]
    public static int utimes(byte* path, Timeval* times) => SetTimes(-100, path, times, 0);

    [RuntimeExport("lutimes")]
    public static int lutimes(byte* path, Timeval* times) => SetTimes(-100, path, times, 0x100);

    [RuntimeExport("futimes")]
    public static int futimes(int fd, Timeval* times) => SetTimes(fd, null, times, 0);

    /// <summary>utime.h: whole seconds, access and then modification; null is now.</summary>
    [RuntimeExport("utime")]
    public static int utime(byte* path, long* times)
    {
        Timespec* exact = stackalloc Timespec[2];
        if (times != null)
        {
            exact[0] = new Timespec(times[0], 0);
            exact[1] = new Timespec(times[1], 0);
        }

        return (int)Error.Answer(Syscall.Invoke(SystemCall.utimensat, -100, (long)path, times == null ? 0 : (long)exact, 0));
    }

    private static int SetTimes(int directory, byte* path, Timeval* times, int flags)
    {
        Timespec* exact = stackalloc Timespec[2];
        for (int i = 0; times != null && i < 2; i++)
        {
            if ((ulong)times[i].tv_usec >= 1_000_000)
            {
                return Error.Set(Errno.EINVAL);
            }

            exact[i] = new Timespec(times[i].tv_sec, times[i].tv_usec * 1000);
        }

        return (int)Error.Answer(Syscall.Invoke(SystemCall.utimensat, directory, (long)path, times == null ? 0 : (long)exact, flags));
    }
}
