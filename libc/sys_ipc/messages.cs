// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/msg.h, sys/sem.h and sys/shm.h. What is variadic in C has its arguments in the same registers either way.</summary>
public static unsafe partial class C
{
    [RuntimeExport("msgget")]
    public static int msgget(int key, int flags) => (int)Error.Answer(Syscall.Invoke(SystemCall.msgget, key, flags));

    [RuntimeExport("msgctl")]
    public static int msgctl(int queue, int command, void* buffer) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.msgctl, queue, command, (long)buffer));

    [RuntimeExport("msgsnd")]
    public static int msgsnd(int queue, void* message, nuint size, int flags) =>
        (int)Error.Answer(CancellationPoint.Invoke(SystemCall.msgsnd, queue, (long)message, (long)size, flags));

    [RuntimeExport("msgrcv")]
    public static long msgrcv(int queue, void* message, nuint size, long type, int flags) =>
        Error.Answer(CancellationPoint.Invoke(SystemCall.msgrcv, queue, (long)message, (long)size, type, flags));

    [RuntimeExport("semget")]
    public static int semget(int key, int count, int flags) => (int)Error.Answer(Syscall.Invoke(SystemCall.semget, key, count, flags));

    [RuntimeExport("semctl")]
    public static int semctl(int set, int number, int command, ulong argument) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.semctl, set, number, command, (long)argument));

    [RuntimeExport("semop")]
    public static int semop(int set, void* operations, nuint count) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.semop, set, (long)operations, (long)count));

    [RuntimeExport("semtimedop")]
    public static int semtimedop(int set, void* operations, nuint count, void* timeout) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.semtimedop, set, (long)operations, (long)count, (long)timeout));

    [RuntimeExport("shmget")]
    public static int shmget(int key, nuint size, int flags) => (int)Error.Answer(Syscall.Invoke(SystemCall.shmget, key, (long)size, flags));

    [RuntimeExport("shmctl")]
    public static int shmctl(int segment, int command, void* buffer) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.shmctl, segment, command, (long)buffer));

    [RuntimeExport("shmat")]
    public static void* shmat(int segment, void* address, int flags) =>
        (void*)Error.Answer(Syscall.Invoke(SystemCall.shmat, segment, (long)address, flags));

    [RuntimeExport("shmdt")]
    public static int shmdt(void* address) => (int)Error.Answer(Syscall.Invoke(SystemCall.shmdt, (long)address));
}
