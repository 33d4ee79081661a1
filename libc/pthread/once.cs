// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Threading;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>pthread.h: what happens once, and values of each thread's own.</summary>
public static unsafe partial class C
{
    private const int OnceRunning = 1;
    private const int OnceDone = 2;
    private const int OnceAwaited = 3;

    /// <summary>Cancelled, it has not happened, and the next one begins again.</summary>
    [RuntimeExport("pthread_once")]
    public static int pthread_once(int* control, delegate* unmanaged[Cdecl, SuppressGCTransition]<void> routine)
    {
        while (true)
        {
            int state = Interlocked.CompareExchange(ref *control, OnceRunning, 0);
            if (state == OnceDone)
            {
                return 0;
            }

            if (state == 0)
            {
                CleanupRecord record;
                __pthread_cleanup_push(&record, (CleanupRoutine)(delegate*<void*, void>)&UndoOnce, control);
                routine();
                __pthread_cleanup_pop(&record, 0);
                FinishOnce(control, OnceDone);
                return 0;
            }

            _ = Interlocked.CompareExchange(ref *control, OnceAwaited, OnceRunning);
            Futex.Wait(control, OnceAwaited, false);
        }
    }

    private static void UndoOnce(void* control) => FinishOnce((int*)control, 0);

    private static void FinishOnce(int* control, int state)
    {
        if (Interlocked.Exchange(ref *control, state) == OnceAwaited)
        {
            Futex.Wake(control, int.MaxValue, false);
        }
    }

    private static class ThreadKeys
    {
        /// <summary>The destructors; 1 is a key without. Guarded by <see cref="LibraryLocks.Keys"/>.</summary>
        internal static KeyTable Destructors;

        /// <summary>Of the first thread, which has no mapping of the library's.</summary>
        internal static KeyTable FirstValues;
    }

    private struct KeyTable
    {
        internal fixed ulong Entries[ThreadConstants.Keys];
    }

    private static ulong* KeyDestructors
    {
        get
        {
            fixed (KeyTable* table = &ThreadKeys.Destructors)
            {
                return table->Entries;
            }
        }
    }

    /// <returns>0, or EAGAIN: there are as many as there can be.</returns>
    [RuntimeExport("pthread_key_create")]
    public static int pthread_key_create(uint* key, CleanupRoutine destructor)
    {
        int error = (int)Errno.EAGAIN;
        LibraryLock.Enter(ref LibraryLocks.All.Keys);
        for (uint i = 0; i < ThreadConstants.Keys && error != 0; i++)
        {
            if (KeyDestructors[i] == 0)
            {
                KeyDestructors[i] = destructor == null ? 1 : (ulong)destructor;
                *key = i;
                error = 0;
            }
        }

        LibraryLock.Leave(ref LibraryLocks.All.Keys);
        return error;
    }

    /// <summary>Every thread forgets its value; no destructor runs.</summary>
    [RuntimeExport("pthread_key_delete")]
    public static int pthread_key_delete(uint key)
    {
        if (key >= ThreadConstants.Keys || KeyDestructors[key] == 0)
        {
            return (int)Errno.EINVAL;
        }

        ulong mask = Threads.BlockSignals(withHidden: false);
        LibraryLock.Enter(ref LibraryLocks.All.Keys);
        Threads.EnterList();
        ThreadBlock* self = ThreadStubs.Self();
        ThreadBlock* thread = self;
        do
        {
            if (thread->Values != null)
            {
                thread->Values[key] = null;
            }

            thread = thread->Next;
        }
        while (thread != self);

        Threads.LeaveList();
        KeyDestructors[key] = 0;
        LibraryLock.Leave(ref LibraryLocks.All.Keys);
        Threads.RestoreSignals(mask);
        return 0;
    }

    [RuntimeExport("pthread_getspecific")]
    public static void* pthread_getspecific(uint key)
    {
        ThreadBlock* self = ThreadStubs.Self();
        return self->Values == null || key >= ThreadConstants.Keys ? null : self->Values[key];
    }

    [RuntimeExport("pthread_setspecific")]
    public static int pthread_setspecific(uint key, void* value)
    {
        if (key >= ThreadConstants.Keys || KeyDestructors[key] == 0)
        {
            return (int)Errno.EINVAL;
        }

        ThreadBlock* self = ThreadStubs.Self();
        if (self->Values == null)
        {
            fixed (KeyTable* first = &ThreadKeys.FirstValues)
            {
                self->Values = (void**)first->Entries;
            }
        }

        self->Values[key] = value;
        return 0;
    }

    /// <summary>A destructor may set values again: a few rounds are made.</summary>
    private static void DestroyValues(ThreadBlock* self)
    {
        bool isAgain = self->Values != null;
        for (int round = 0; isAgain && round < ThreadConstants.DestructorIterations; round++)
        {
            isAgain = false;
            for (int i = 0; i < ThreadConstants.Keys; i++)
            {
                void* value = self->Values[i];
                LibraryLock.Enter(ref LibraryLocks.All.Keys);
                ulong destructor = KeyDestructors[i];
                LibraryLock.Leave(ref LibraryLocks.All.Keys);
                self->Values[i] = null;
                if (value != null && destructor > 1)
                {
                    isAgain = true;
                    ((CleanupRoutine)destructor)(value);
                }
            }
        }
    }
}
