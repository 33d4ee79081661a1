// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>threads.h (C11 §7.26): POSIX's threads under ISO C's names, with its own few results.</summary>
public static unsafe partial class C
{
    private const int thrd_success = 0;
    private const int thrd_busy = 1;
    private const int thrd_error = 2;
    private const int thrd_nomem = 3;
    private const int thrd_timedout = 4;
    private const int mtx_recursive = 1;

    [RuntimeExport("thrd_create")]
    public static int thrd_create(ThreadBlock** thread, ThreadRoutine routine, void* argument) =>
        CreateThread(thread, null, routine, argument, true) switch { 0 => thrd_success, (int)Errno.EAGAIN => thrd_nomem, _ => thrd_error };

    [RuntimeExport("thrd_exit")]
    public static void thrd_exit(int result) => ExitThread((void*)(nint)result);

    [RuntimeExport("thrd_join")]
    public static int thrd_join(ThreadBlock* thread, int* result)
    {
        void* value;
        if (pthread_join(thread, &value) != 0)
        {
            return thrd_error;
        }

        if (result != null)
        {
            *result = (int)(nint)value;
        }

        return thrd_success;
    }

    [RuntimeExport("thrd_detach")]
    public static int thrd_detach(ThreadBlock* thread) => Result(pthread_detach(thread));

    [RuntimeExport("thrd_current")]
    public static ThreadBlock* thrd_current() => ThreadStubs.Self();

    [RuntimeExport("thrd_equal")]
    public static int thrd_equal(ThreadBlock* left, ThreadBlock* right) => Bool(left == right);

    /// <summary>0; -1: a signal came; below: another error.</summary>
    [RuntimeExport("thrd_sleep")]
    public static int thrd_sleep(Timespec* duration, Timespec* left) =>
        CancellationPoint.Invoke(SystemCall.nanosleep, (long)duration, (long)left) switch { 0 => 0, -(long)Errno.EINTR => -1, _ => -2 };

    [RuntimeExport("thrd_yield")]
    public static void thrd_yield() => _ = Syscall.Invoke(SystemCall.sched_yield);

    [RuntimeExport("call_once")]
    public static void call_once(int* flag, delegate* unmanaged[Cdecl, SuppressGCTransition]<void> routine) => _ = pthread_once(flag, routine);

    [RuntimeExport("mtx_init")]
    public static int mtx_init(Mutex* mutex, int type)
    {
        *mutex = default;
        mutex->Kind = (type & mtx_recursive) != 0 ? Mutexes.Recursive : 0;
        return thrd_success;
    }

    [RuntimeExport("mtx_destroy")]
    public static void mtx_destroy(Mutex* mutex)
    {
    }

    [RuntimeExport("mtx_lock")]
    public static int mtx_lock(Mutex* mutex) => Result(Mutexes.Lock(mutex, (int)ClockId.CLOCK_REALTIME, null));

    [RuntimeExport("mtx_trylock")]
    public static int mtx_trylock(Mutex* mutex) => Result(Mutexes.TryLock(mutex));

    [RuntimeExport("mtx_timedlock")]
    public static int mtx_timedlock(Mutex* mutex, Timespec* deadline) => Result(Mutexes.Lock(mutex, (int)ClockId.CLOCK_REALTIME, deadline));

    [RuntimeExport("mtx_unlock")]
    public static int mtx_unlock(Mutex* mutex) => Result(Mutexes.Unlock(mutex));

    [RuntimeExport("cnd_init")]
    public static int cnd_init(Condition* condition)
    {
        *condition = default;
        return thrd_success;
    }

    [RuntimeExport("cnd_destroy")]
    public static void cnd_destroy(Condition* condition) => Conditions.End(condition);

    [RuntimeExport("cnd_signal")]
    public static int cnd_signal(Condition* condition) => Result(pthread_cond_signal(condition));

    [RuntimeExport("cnd_broadcast")]
    public static int cnd_broadcast(Condition* condition) => Result(pthread_cond_broadcast(condition));

    [RuntimeExport("cnd_wait")]
    public static int cnd_wait(Condition* condition, Mutex* mutex) => Result(pthread_cond_wait(condition, mutex));

    [RuntimeExport("cnd_timedwait")]
    public static int cnd_timedwait(Condition* condition, Mutex* mutex, Timespec* deadline) => Result(pthread_cond_timedwait(condition, mutex, deadline));

    [RuntimeExport("tss_create")]
    public static int tss_create(uint* key, CleanupRoutine destructor) => Result(pthread_key_create(key, destructor));

    [RuntimeExport("tss_delete")]
    public static void tss_delete(uint key) => _ = pthread_key_delete(key);

    [RuntimeExport("tss_get")]
    public static void* tss_get(uint key) => pthread_getspecific(key);

    [RuntimeExport("tss_set")]
    public static int tss_set(uint key, void* value) => Result(pthread_setspecific(key, value));

    private static int Result(int error) => error switch
    {
        0 => thrd_success,
        (int)Errno.EBUSY => thrd_busy,
        (int)Errno.ETIMEDOUT => thrd_timedout,
        (int)Errno.ENOMEM => thrd_nomem,
        _ => thrd_error,
    };
}
