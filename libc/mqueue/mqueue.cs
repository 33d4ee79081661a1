// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>mqueue.h: POSIX's message queues, which are the kernel's.</summary>
public static unsafe partial class C
{
    /// <summary>What the stub mq_open in <c>cstart/Variadic.S</c> leads to: mode and attributes are there with O_CREAT only.</summary>
    [RuntimeExport("skift_mq_open")]
    public static int mq_open(byte* name, int flags, VaList* arguments)
    {
        uint mode = 0;
        void* attributes = null;
        if (((OpenFlags)flags & OpenFlags.O_CREAT) != 0)
        {
            mode = (uint)arguments->NextInt();
            attributes = arguments->NextPointer();
        }

        return (int)Error.Answer(Syscall.Invoke(SystemCall.mq_open, (long)QueueName(name), flags, mode, (long)attributes));
    }

    [RuntimeExport("mq_close")]
    public static int mq_close(int queue) => (int)Error.Answer(Syscall.Invoke(SystemCall.close, queue));

    [RuntimeExport("mq_unlink")]
    public static int mq_unlink(byte* name)
    {
        long answer = Syscall.Invoke(SystemCall.mq_unlink, (long)QueueName(name));
        return (int)Error.Answer(answer == -(long)Errno.EPERM ? -(long)Errno.EACCES : answer);
    }

    [RuntimeExport("mq_getattr")]
    public static int mq_getattr(int queue, void* attributes) => mq_setattr(queue, null, attributes);

    [RuntimeExport("mq_setattr")]
    public static int mq_setattr(int queue, void* attributes, void* old) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.mq_getsetattr, queue, (long)attributes, (long)old));

    [RuntimeExport("mq_send")]
    public static int mq_send(int queue, byte* message, nuint length, uint priority) => mq_timedsend(queue, message, length, priority, null);

    [RuntimeExport("mq_timedsend")]
    public static int mq_timedsend(int queue, byte* message, nuint length, uint priority, Timespec* deadline) =>
        (int)Error.Answer(CancellationPoint.Invoke(SystemCall.mq_timedsend, queue, (long)message, (long)length, priority, (long)deadline));

    [RuntimeExport("mq_receive")]
    public static long mq_receive(int queue, byte* buffer, nuint length, uint* priority) => mq_timedreceive(queue, buffer, length, priority, null);

    [RuntimeExport("mq_timedreceive")]
    public static long mq_timedreceive(int queue, byte* buffer, nuint length, uint* priority, Timespec* deadline) =>
        Error.Answer(CancellationPoint.Invoke(SystemCall.mq_timedreceive, queue, (long)buffer, (long)length, (long)priority, (long)deadline));

    /// <summary>Asks to be told once, when a message comes to the empty queue; null takes it back.</summary>
    /// <returns>0; -1 and errno: EBADF, EBUSY if another process asked, EINVAL, and for SIGEV_THREAD EAGAIN or ENOMEM without a thread.</returns>
    [RuntimeExport("mq_notify")]
    internal static int mq_notify(int queue, SignalEvent* notification) => notification != null && notification->Notify == SignalEvent.ByThread
        ? (int)Error.Answer(-QueueNotice.Register(queue, notification)) : (int)Error.Answer(Syscall.Invoke(SystemCall.mq_notify, queue, (long)notification));

    /// <summary>The kernel wants names without the slash that POSIX wants.</summary>
    private static byte* QueueName(byte* name) => *name == '/' ? name + 1 : name;
}
