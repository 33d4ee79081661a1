// SPDX-License-Identifier: MIT
using System.Threading;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>
/// A message queue's notice that calls a function (SIGEV_THREAD). The kernel knows no functions: with this kind it sends 32 bytes of the program's
/// choice, the last one replaced by what happened, to a netlink socket (Linux's ipc/mqueue.c). The thread that will run the function waits there.
/// </summary>
internal static unsafe class QueueNotice
{
    private const int CookieSize = 32;
    private const byte MessageCame = 1;

    /// <summary>What the thread frees. It waits for <see cref="State"/> to tell whether the kernel has agreed.</summary>
    private struct Notice
    {
        internal SignalEvent Wanted;
        internal ulong SignalMask;
        internal int Socket;
        internal int State;
    }

    private static class States
    {
        internal const int Agreed = 1;
        internal const int Refused = 2;
    }

    /// <summary>Answers the error's number.</summary>
    internal static int Register(int queue, SignalEvent* wanted)
    {
        Notice* notice = (Notice*)C.calloc(1, (nuint)sizeof(Notice));
        if (notice == null)
        {
            return (int)Errno.ENOMEM;
        }

        long socket = Syscall.Invoke(SystemCall.socket, AddressFamily.AF_NETLINK, (long)SocketType.SOCK_RAW | (long)OpenFlags.O_CLOEXEC, 0);
        if (socket < 0)
        {
            C.free(notice);
            return (int)-socket;
        }

        notice->Wanted = *wanted;
        notice->Socket = (int)socket;

        // Signals are for the program's own threads, until the function runs.
        ulong mask = Threads.BlockSignals(withHidden: false);
        notice->SignalMask = mask;
        int error = Threads.StartDetached(wanted->Attributes, (ThreadRoutine)(delegate*<void*, void*>)&Serve, notice);
        if (error == 0)
        {
            error = Ask(queue, (int)socket);
            Volatile.Write(ref notice->State, error == 0 ? States.Agreed : States.Refused);
            Futex.Wake(&notice->State, 1, false);
        }
        else
        {
            _ = Syscall.Invoke(SystemCall.close, socket);
            C.free(notice);
        }

        Threads.RestoreSignals(mask);
        return error;
    }

    private static int Ask(int queue, int socket)
    {
        byte* cookie = stackalloc byte[CookieSize];
        new System.Span<byte>(cookie, CookieSize).Clear();
        SignalEvent request = default;
        request.Notify = SignalEvent.ByThread;
        request.Signal = socket;
        request.Value = (ulong)cookie;
        return (int)-Syscall.Invoke(SystemCall.mq_notify, queue, (long)&request);
    }

    private static void* Serve(void* argument)
    {
        Notice* notice = (Notice*)argument;
        while (Volatile.Read(ref notice->State) == 0)
        {
            Futex.Wait(&notice->State, 0, false);
        }

        Notice own = *notice;
        C.free(notice);
        bool hasCome = own.State == States.Agreed && WaitForMessage(own.Socket);
        _ = Syscall.Invoke(SystemCall.close, own.Socket);
        if (hasCome)
        {
            Threads.RestoreSignals(own.SignalMask);
            own.Wanted.Function((void*)own.Wanted.Value);
        }

        return null;
    }

    /// <summary>False if the notice was taken back, or the queue closed.</summary>
    private static bool WaitForMessage(int socket)
    {
        byte* cookie = stackalloc byte[CookieSize];
        long count;
        do
        {
            count = Syscall.Invoke(SystemCall.read, socket, (long)cookie, CookieSize);
        }
        while (count != CookieSize && count is >= 0 or -(long)Errno.EINTR);

        return count == CookieSize && cookie[CookieSize - 1] == MessageCame;
    }
}
