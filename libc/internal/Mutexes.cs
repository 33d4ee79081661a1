// SPDX-License-Identifier: MIT
using System.Runtime.Intrinsics.X86;
using System.Threading;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>How mutexes are taken and given back. Answers are error numbers.</summary>
internal static unsafe class Mutexes
{
    internal const int Recursive = 1;
    internal const int ErrorCheck = 2;
    internal const int TypeMask = 3;
    internal const int Robust = 4;
    internal const int Inheriting = 8;
    internal const int Shared = 128;

    /// <summary>In the word, as the kernel defines them (linux/futex.h).</summary>
    internal const int OwnerMask = 0x3FFFFFFF;
    internal const int OwnerDied = 0x40000000;
    internal const int Awaited = int.MinValue;

    /// <summary>As owner: the mutex was given back inconsistent.</summary>
    private const int Lost = OwnerMask;
    private const int LockedWord = 1;
    private const int AwaitedWord = 2;
    private const int Spins = 10;

    internal static int TryLock(Mutex* mutex)
    {
        if (IsPlain(mutex))
        {
            return Interlocked.CompareExchange(ref mutex->Word, LockedWord, 0) == 0 ? 0 : (int)Errno.EBUSY;
        }

        int error = TryOwn(mutex, false);
        return error == (int)Errno.EBUSY && (mutex->Kind & Inheriting) != 0 && (Volatile.Read(ref mutex->Word) & OwnerMask) == 0
            ? OwnThroughKernel(mutex, FutexOperation.FUTEX_TRYLOCK_PI, null, out _) : error;
    }

    internal static int Lock(Mutex* mutex, int clock, Timespec* deadline)
    {
        if (!IsPlain(mutex))
        {
            return (mutex->Kind & Inheriting) != 0 ? LockInheriting(mutex, clock, deadline) : LockOwned(mutex, clock, deadline);
        }

        return Interlocked.CompareExchange(ref mutex->Word, LockedWord, 0) == 0 ? 0 : LockPlain(mutex, clock, deadline);
    }

    internal static int Unlock(Mutex* mutex)
    {
        if (!IsPlain(mutex))
        {
            return UnlockOwned(mutex);
        }

        bool isShared = (mutex->Kind & Shared) != 0;
        if (Interlocked.Exchange(ref mutex->Word, 0) == AwaitedWord)
        {
            // From here on it may be gone: the one who has it now may have destroyed it.
            Futex.Wake(&mutex->Word, 1, isShared);
        }

        return 0;
    }

    private static bool IsPlain(Mutex* mutex) => (mutex->Kind & ~Shared) == 0;

    private static int LockPlain(Mutex* mutex, int clock, Timespec* deadline)
    {
        for (int i = 0; i < Spins && Volatile.Read(ref mutex->Word) == LockedWord; i++)
        {
            X86Base.Pause();
        }

        while (Interlocked.Exchange(ref mutex->Word, AwaitedWord) != 0)
        {
            int error = Futex.WaitUntil(&mutex->Word, AwaitedWord, clock, deadline, (mutex->Kind & Shared) != 0);
            if (error is (int)Errno.ETIMEDOUT or (int)Errno.EINVAL)
            {
                return error;
            }
        }

        return 0;
    }

    private static int LockOwned(Mutex* mutex, int clock, Timespec* deadline)
    {
        bool hasWaited = false;
        int self = ThreadStubs.Self()->Id;
        while (true)
        {
            int error = TryOwn(mutex, hasWaited);
            int word = Volatile.Read(ref mutex->Word);
            int owner = word & OwnerMask;
            if (error != (int)Errno.EBUSY)
            {
                return error;
            }

            if (owner == self && (mutex->Kind & TypeMask) == ErrorCheck)
            {
                return (int)Errno.EDEADLK;
            }

            int awaited = word | Awaited;
            if (owner == 0 || (word != awaited && Interlocked.CompareExchange(ref mutex->Word, awaited, word) != word))
            {
                continue;
            }

            error = Futex.WaitUntil(&mutex->Word, awaited, clock, deadline, (mutex->Kind & Shared) != 0);
            if (error is (int)Errno.ETIMEDOUT or (int)Errno.EINVAL)
            {
                return error;
            }

            hasWaited = true;
        }
    }

    /// <summary>One attempt. Who has waited keeps the flag: others may still wait.</summary>
    private static int TryOwn(Mutex* mutex, bool hasWaited)
    {
        ThreadBlock* self = ThreadStubs.Self();
        int word = Volatile.Read(ref mutex->Word);
        int owner = word & OwnerMask;
        if (owner == self->Id)
        {
            return Repeat(mutex);
        }

        if (owner == Lost || mutex->IsLost != 0)
        {
            return (int)Errno.ENOTRECOVERABLE;
        }

        // With waiters in the kernel, it decides who is next.
        if (owner != 0 || ((mutex->Kind & Inheriting) != 0 && word < 0))
        {
            return (int)Errno.EBUSY;
        }

        BeginOwning(self, mutex);
        int wanted = self->Id | word | (hasWaited ? Awaited : 0);
        if (Interlocked.CompareExchange(ref mutex->Word, wanted, word) != word)
        {
            self->RobustPending = 0;
            return (int)Errno.EBUSY;
        }

        return FinishOwning(self, mutex, word);
    }

    private static int Repeat(Mutex* mutex)
    {
        if ((mutex->Kind & TypeMask) != Recursive)
        {
            return (int)Errno.EBUSY;
        }

        if (mutex->Count == int.MaxValue)
        {
            return (int)Errno.EAGAIN;
        }

        mutex->Count++;
        return 0;
    }

    private static int LockInheriting(Mutex* mutex, int clock, Timespec* deadline)
    {
        ThreadBlock* self = ThreadStubs.Self();
        int error = TryOwn(mutex, false);
        if (error != (int)Errno.EBUSY)
        {
            return error;
        }

        if ((Volatile.Read(ref mutex->Word) & OwnerMask) == self->Id && (mutex->Kind & TypeMask) == ErrorCheck)
        {
            return (int)Errno.EDEADLK;
        }

        if (deadline != null && (ulong)deadline->tv_nsec >= 1_000_000_000)
        {
            return (int)Errno.EINVAL;
        }

        FutexOperation operation = clock == (int)ClockId.CLOCK_REALTIME ? FutexOperation.FUTEX_LOCK_PI : FutexOperation.FUTEX_LOCK_PI2;
        error = OwnThroughKernel(mutex, operation, deadline, out bool hasAnswer);
        return hasAnswer || error == (int)Errno.ETIMEDOUT ? error : WaitInVain(mutex, clock, deadline);
    }

    /// <param name="hasAnswer">Whether the kernel gave the lock, even if it is then known to be lost.</param>
    private static int OwnThroughKernel(Mutex* mutex, FutexOperation operation, Timespec* deadline, out bool hasAnswer)
    {
        ThreadBlock* self = ThreadStubs.Self();
        BeginOwning(self, mutex);
        long answer;
        do
        {
            answer = Kernel(mutex, operation, deadline);
        }
        while (answer == -(long)Errno.EINTR);

        hasAnswer = answer >= 0;
        if (answer < 0)
        {
            self->RobustPending = 0;
            return answer == -(long)Errno.ETIMEDOUT || deadline != null && deadline->tv_sec < 0 ? (int)Errno.ETIMEDOUT : (int)Errno.EBUSY;
        }

        if (mutex->IsLost != 0)
        {
            _ = Kernel(mutex, FutexOperation.FUTEX_UNLOCK_PI, null);
            self->RobustPending = 0;
            return (int)Errno.ENOTRECOVERABLE;
        }

        return FinishOwning(self, mutex, Volatile.Read(ref mutex->Word));
    }

    /// <summary>The caller itself has it, or a dead thread: a lock that will not come (POSIX.1-2008 pthread_mutex_lock(), deadlock).</summary>
    private static int WaitInVain(Mutex* mutex, int clock, Timespec* deadline)
    {
        int never = 0;
        int error;
        do
        {
            error = Futex.WaitUntil(&never, 0, clock, deadline, false);
        }
        while (error is not ((int)Errno.ETIMEDOUT or (int)Errno.EINVAL));

        return error;
    }

    private static int UnlockOwned(Mutex* mutex)
    {
        ThreadBlock* self = ThreadStubs.Self();
        int word = Volatile.Read(ref mutex->Word);
        int kind = mutex->Kind;
        if ((word & OwnerMask) != self->Id)
        {
            return (int)Errno.EPERM;
        }

        if ((kind & TypeMask) == Recursive && mutex->Count > 0)
        {
            mutex->Count--;
            return 0;
        }

        bool isRobust = (kind & Robust) != 0;
        if (isRobust)
        {
            self->RobustPending = Node(mutex);
            Unlink(mutex);
        }

        bool isLost = isRobust && (word & OwnerDied) != 0;
        if ((kind & Inheriting) != 0)
        {
            mutex->IsLost = isLost ? 1 : 0;
            if (isLost || Interlocked.CompareExchange(ref mutex->Word, 0, self->Id) != self->Id)
            {
                _ = Kernel(mutex, FutexOperation.FUTEX_UNLOCK_PI, null);
            }
        }
        else if (Interlocked.Exchange(ref mutex->Word, isLost ? Lost : 0) < 0)
        {
            Futex.Wake(&mutex->Word, isLost ? int.MaxValue : 1, (kind & Shared) != 0);
        }

        self->RobustPending = 0;
        return 0;
    }

    /// <summary>Tells the kernel in advance, in case the thread dies between having the mutex and having it on its list.</summary>
    private static void BeginOwning(ThreadBlock* self, Mutex* mutex)
    {
        if ((mutex->Kind & Robust) == 0)
        {
            return;
        }

        if (self->RobustOffset == 0)
        {
            self->RobustHead = (ulong)&self->RobustHead;
            self->RobustOffset = (byte*)&mutex->Word - (byte*)&mutex->Next;
            _ = Syscall.Invoke(SystemCall.set_robust_list, (long)&self->RobustHead, 24);
        }

        self->RobustPending = Node(mutex);
    }

    private static int FinishOwning(ThreadBlock* self, Mutex* mutex, int old)
    {
        mutex->Count = 0;
        if ((mutex->Kind & Robust) == 0)
        {
            return 0;
        }

        ulong first = self->RobustHead;
        mutex->Previous = (ulong)&self->RobustHead;
        mutex->Next = first;
        if (first != (ulong)&self->RobustHead)
        {
            MutexOf(first)->Previous = (ulong)&mutex->Next;
        }

        Volatile.Write(ref self->RobustHead, Node(mutex));
        self->RobustPending = 0;
        return (old & OwnerDied) != 0 ? (int)Errno.EOWNERDEAD : 0;
    }

    /// <summary>What the kernel does at a thread's end, done before its memory may go: marks what it holds as left behind.</summary>
    internal static void Abandon(ThreadBlock* self)
    {
        ulong node = self->RobustHead;
        while (self->RobustOffset != 0 && node != (ulong)&self->RobustHead)
        {
            Mutex* mutex = MutexOf(node);
            bool isShared = (mutex->Kind & Shared) != 0;
            bool isInheriting = (mutex->Kind & Inheriting) != 0;
            self->RobustPending = node;
            node = mutex->Next;
            self->RobustHead = node;
            if (isInheriting)
            {
                // The kernel passes it on to those who wait when the thread is gone, and keeps the flag.
                int word = Volatile.Read(ref mutex->Word);
                int seen;
                while ((seen = Interlocked.CompareExchange(ref mutex->Word, (word & Awaited) | OwnerDied, word)) != word)
                {
                    word = seen;
                }
            }
            else if (Interlocked.Exchange(ref mutex->Word, OwnerDied) < 0)
            {
                Futex.Wake(&mutex->Word, int.MaxValue, isShared);
            }

            self->RobustPending = 0;
        }
    }

    private static void Unlink(Mutex* mutex)
    {
        ulong next = mutex->Next;
        *(ulong*)mutex->Previous = next;
        if (next != (ulong)&ThreadStubs.Self()->RobustHead)
        {
            MutexOf(next)->Previous = mutex->Previous;
        }
    }

    /// <summary>The address of the link; its lowest bit tells the kernel that it has to pass the mutex on.</summary>
    private static ulong Node(Mutex* mutex) => (ulong)&mutex->Next | ((mutex->Kind & Inheriting) != 0 ? 1UL : 0);

    private static Mutex* MutexOf(ulong node) => (Mutex*)((byte*)(node & ~1UL) - 32);

    private static long Kernel(Mutex* mutex, FutexOperation operation, Timespec* deadline)
    {
        long flags = (mutex->Kind & Shared) != 0 ? 0 : (long)FutexOperation.FUTEX_PRIVATE_FLAG;
        return Syscall.Invoke(SystemCall.futex, (long)&mutex->Word, (long)operation | flags, 0, (long)deadline);
    }
}
