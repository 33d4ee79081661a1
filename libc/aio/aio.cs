// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Threading;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>aio.h: asynchronous input and output (POSIX.1-2008 §2.8.2), by threads.</summary>
public static unsafe partial class C
{
    private const int AioCanceled = 0;
    private const int AioNotCanceled = 1;
    private const int AioAllDone = 2;
    private const int AioWait = 0;
    private const int AioDoNotWait = 1;
    private const int LargestPriority = 20;

    /// <returns>0, or -1 and errno: EINVAL for a bad priority, EAGAIN without a thread; all else is for aio_error to say.</returns>
    [RuntimeExport("aio_read")]
    internal static int aio_read(AioControl* control) => SubmitAio(control, AioQueue.Read, null);

    /// <inheritdoc cref="aio_read"/>
    [RuntimeExport("aio_write")]
    internal static int aio_write(AioControl* control) => SubmitAio(control, AioQueue.Write, null);

    /// <returns>0, or -1 and errno: EINVAL for an operation that is neither O_SYNC nor O_DSYNC, EBADF for a descriptor that is not open for writing, EAGAIN.</returns>
    [RuntimeExport("aio_fsync")]
    internal static int aio_fsync(int operation, AioControl* control)
    {
        if (operation != (int)OpenFlags.O_SYNC && operation != (int)OpenFlags.O_DSYNC)
        {
            return Error.Set(Errno.EINVAL);
        }

        long flags = Syscall.Invoke(SystemCall.fcntl, control->Descriptor, (long)FcntlCommand.F_GETFL);
        if (flags < 0 || (flags & 3) == (long)OpenFlags.O_RDONLY)
        {
            return Error.Set(Errno.EBADF);
        }

        return SubmitAio(control, operation == (int)OpenFlags.O_SYNC ? AioQueue.Sync : AioQueue.DataSync, null);
    }

    /// <summary>EINPROGRESS while it goes on, then 0 or what went wrong.</summary>
    [RuntimeExport("aio_error")]
    internal static int aio_error(AioControl* control) => Volatile.Read(ref control->Error);

    /// <summary>What the system call would have returned, once it is done.</summary>
    [RuntimeExport("aio_return")]
    internal static long aio_return(AioControl* control) => control->Result;

    /// <returns>AIO_CANCELED, AIO_NOTCANCELED if one at least is under way, AIO_ALLDONE; -1 and errno: EBADF, or EINVAL for a request of another descriptor.</returns>
    [RuntimeExport("aio_cancel")]
    internal static int aio_cancel(int descriptor, AioControl* control)
    {
        if (Syscall.Invoke(SystemCall.fcntl, descriptor, (long)FcntlCommand.F_GETFL) < 0)
        {
            return Error.Set(Errno.EBADF);
        }

        if (control != null && control->Descriptor != descriptor)
        {
            return Error.Set(Errno.EINVAL);
        }

        AioQueue.Cancel(descriptor, control, out int canceled, out int running);
        return running != 0 ? AioNotCanceled : canceled != 0 ? AioCanceled : AioAllDone;
    }

    /// <summary>Until one of them is done: EAGAIN after the time, EINTR after a signal.</summary>
    [RuntimeExport("aio_suspend")]
    internal static int aio_suspend(AioControl** list, int count, Timespec* timeout)
    {
        Timespec deadline;
        if (timeout != null)
        {
            if ((ulong)timeout->tv_nsec >= 1_000_000_000 || timeout->tv_sec < 0)
            {
                return Error.Set(Errno.EINVAL);
            }

            _ = Syscall.Invoke(SystemCall.clock_gettime, (long)ClockId.CLOCK_MONOTONIC, (long)&deadline);
            deadline.tv_sec = timeout->tv_sec < long.MaxValue - deadline.tv_sec - 1 ? deadline.tv_sec + timeout->tv_sec : long.MaxValue - 1;
            deadline.tv_nsec += timeout->tv_nsec;
            if (deadline.tv_nsec >= 1_000_000_000)
            {
                deadline.tv_nsec -= 1_000_000_000;
                deadline.tv_sec++;
            }
        }

        while (true)
        {
            int generation = AioQueue.Generation;
            for (int i = 0; i < count; i++)
            {
                if (list[i] != null && aio_error(list[i]) != (int)Errno.EINPROGRESS)
                {
                    return 0;
                }
            }

            int error = AioQueue.Wait(generation, timeout == null ? null : &deadline);
            if (error is (int)Errno.EINTR or (int)Errno.ETIMEDOUT)
            {
                return Error.Set(error == (int)Errno.EINTR ? Errno.EINTR : Errno.EAGAIN);
            }
        }
    }

    /// <returns>0; -1 and errno: EINVAL for a mode or a number of requests there is not, EAGAIN, EINTR, or EIO if one of those waited for has failed.</returns>
    [RuntimeExport("lio_listio")]
    internal static int lio_listio(int mode, AioControl** requests, int count, SignalEvent* notification)
    {
        if (mode is not (AioWait or AioDoNotWait) || count < 0)
        {
            return Error.Set(Errno.EINVAL);
        }

        AioList* list = null;
        if (mode == AioDoNotWait && notification != null)
        {
            list = (AioList*)malloc((nuint)sizeof(AioList));
            if (list == null)
            {
                return Error.Set(Errno.EAGAIN);
            }

            list->Left = 1;
            list->Event = *notification;
        }

        bool hasFailed = !SubmitAll(requests, count, list);
        if (list != null)
        {
            AioQueue.LeaveList(list);
        }

        if (hasFailed)
        {
            return Error.Set(Errno.EAGAIN);
        }

        return mode == AioWait ? WaitForAll(requests, count) : 0;
    }

    private static bool SubmitAll(AioControl** requests, int count, AioList* list)
    {
        bool isWhole = true;
        for (int i = 0; i < count; i++)
        {
            if (requests[i] == null || requests[i]->Opcode == AioQueue.Nothing)
            {
                continue;
            }

            if (list != null)
            {
                _ = Interlocked.Increment(ref list->Left);
            }

            bool isKnown = requests[i]->Opcode is AioQueue.Read or AioQueue.Write;
            if (!isKnown || SubmitAio(requests[i], requests[i]->Opcode, list) != 0)
            {
                requests[i]->Error = isKnown ? requests[i]->Error : (int)Errno.EINVAL;
                isWhole = false;
                if (list != null)
                {
                    _ = Interlocked.Decrement(ref list->Left);
                }
            }
        }

        return isWhole;
    }

    private static int WaitForAll(AioControl** requests, int count)
    {
        bool hasFailed = false;
        for (int i = 0; i < count; i++)
        {
            if (requests[i] == null || requests[i]->Opcode == AioQueue.Nothing)
            {
                continue;
            }

            int generation = AioQueue.Generation;
            while (aio_error(requests[i]) == (int)Errno.EINPROGRESS)
            {
                if (AioQueue.Wait(generation, null) == (int)Errno.EINTR)
                {
                    return Error.Set(Errno.EINTR);
                }

                generation = AioQueue.Generation;
            }

            hasFailed |= aio_error(requests[i]) != 0;
        }

        return hasFailed ? Error.Set(Errno.EIO) : 0;
    }

    private static int SubmitAio(AioControl* control, int opcode, AioList* list)
    {
        if (control->Priority is < 0 or > LargestPriority)
        {
            control->Error = (int)Errno.EINVAL;
            control->Result = -1;
            return Error.Set(Errno.EINVAL);
        }

        return AioQueue.Submit(control, opcode, list) == 0 ? 0 : Error.Set(Errno.EAGAIN);
    }
}
