// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>C's pthread_attr_t, which has room for 56 bytes.</summary>
public unsafe struct ThreadAttributes
{
    internal nuint StackSize;
    internal nuint GuardSize;

    /// <summary>The end of a stack of the caller's, or null.</summary>
    internal byte* StackTop;
    internal int IsDetached;

    /// <summary>Scheduling of its own (PTHREAD_EXPLICIT_SCHED), not the creator's.</summary>
    internal int IsScheduled;
    internal int Policy;
    internal int Priority;
}

/// <summary>pthread.h: what a thread is made with.</summary>
public static unsafe partial class C
{
    private static class ThreadDefaults
    {
        internal static nuint StackSize;
        internal static nuint GuardSize;
    }

    internal static ThreadAttributes DefaultAttributes
    {
        get
        {
            // What the linker was told (-z stack-size) counts if it is more.
            nuint linked = ThreadLocalImage.StackSize < ThreadConstants.LargestDefaultStack ? ThreadLocalImage.StackSize : ThreadConstants.LargestDefaultStack;
            nuint size = linked > ThreadConstants.DefaultStack ? linked : ThreadConstants.DefaultStack;
            return new ThreadAttributes
            {
                StackSize = ThreadDefaults.StackSize != 0 ? ThreadDefaults.StackSize : size,
                GuardSize = ThreadDefaults.GuardSize != 0 ? ThreadDefaults.GuardSize : ThreadConstants.DefaultGuard,
            };
        }
    }

    [RuntimeExport("pthread_attr_init")]
    public static int pthread_attr_init(ThreadAttributes* attributes)
    {
        *attributes = DefaultAttributes;
        return 0;
    }

    [RuntimeExport("pthread_attr_destroy")]
    public static int pthread_attr_destroy(ThreadAttributes* attributes) => 0;

    [RuntimeExport("pthread_attr_getdetachstate")]
    public static int pthread_attr_getdetachstate(ThreadAttributes* attributes, int* state)
    {
        *state = attributes->IsDetached;
        return 0;
    }

    [RuntimeExport("pthread_attr_setdetachstate")]
    public static int pthread_attr_setdetachstate(ThreadAttributes* attributes, int state) => SetChoice(out attributes->IsDetached, state, attributes->IsDetached);

    [RuntimeExport("pthread_attr_getguardsize")]
    public static int pthread_attr_getguardsize(ThreadAttributes* attributes, nuint* size)
    {
        *size = attributes->GuardSize;
        return 0;
    }

    [RuntimeExport("pthread_attr_setguardsize")]
    public static int pthread_attr_setguardsize(ThreadAttributes* attributes, nuint size)
    {
        if (size > nuint.MaxValue / 8)
        {
            return (int)Errno.EINVAL;
        }

        attributes->GuardSize = size;
        return 0;
    }

    [RuntimeExport("pthread_attr_getstacksize")]
    public static int pthread_attr_getstacksize(ThreadAttributes* attributes, nuint* size)
    {
        *size = attributes->StackSize;
        return 0;
    }

    [RuntimeExport("pthread_attr_setstacksize")]
    public static int pthread_attr_setstacksize(ThreadAttributes* attributes, nuint size)
    {
        if (size - ThreadConstants.SmallestStack > nuint.MaxValue / 4)
        {
            return (int)Errno.EINVAL;
        }

        attributes->StackTop = null;
        attributes->StackSize = size;
        return 0;
    }

    /// <returns>0; EINVAL: the caller gave no stack.</returns>
    [RuntimeExport("pthread_attr_getstack")]
    public static int pthread_attr_getstack(ThreadAttributes* attributes, void** start, nuint* size)
    {
        if (attributes->StackTop == null)
        {
            return (int)Errno.EINVAL;
        }

        *size = attributes->StackSize;
        *start = attributes->StackTop - attributes->StackSize;
        return 0;
    }

    [RuntimeExport("pthread_attr_setstack")]
    public static int pthread_attr_setstack(ThreadAttributes* attributes, byte* start, nuint size)
    {
        if (size - ThreadConstants.SmallestStack > nuint.MaxValue / 4)
        {
            return (int)Errno.EINVAL;
        }

        attributes->StackTop = start + size;
        attributes->StackSize = size;
        return 0;
    }

    [RuntimeExport("pthread_attr_getinheritsched")]
    public static int pthread_attr_getinheritsched(ThreadAttributes* attributes, int* isExplicit)
    {
        *isExplicit = attributes->IsScheduled;
        return 0;
    }

    [RuntimeExport("pthread_attr_setinheritsched")]
    public static int pthread_attr_setinheritsched(ThreadAttributes* attributes, int isExplicit) =>
        SetChoice(out attributes->IsScheduled, isExplicit, attributes->IsScheduled);

    [RuntimeExport("pthread_attr_getschedpolicy")]
    public static int pthread_attr_getschedpolicy(ThreadAttributes* attributes, int* policy)
    {
        *policy = attributes->Policy;
        return 0;
    }

    [RuntimeExport("pthread_attr_setschedpolicy")]
    public static int pthread_attr_setschedpolicy(ThreadAttributes* attributes, int policy)
    {
        attributes->Policy = policy;
        return 0;
    }

    [RuntimeExport("pthread_attr_getschedparam")]
    public static int pthread_attr_getschedparam(ThreadAttributes* attributes, int* parameters)
    {
        *parameters = attributes->Priority;
        return 0;
    }

    [RuntimeExport("pthread_attr_setschedparam")]
    public static int pthread_attr_setschedparam(ThreadAttributes* attributes, int* parameters)
    {
        attributes->Priority = *parameters;
        return 0;
    }

    /// <summary>Threads compete with all of the system's; Linux has nothing else.</summary>
    [RuntimeExport("pthread_attr_getscope")]
    public static int pthread_attr_getscope(ThreadAttributes* attributes, int* scope)
    {
        *scope = 0;
        return 0;
    }

    [RuntimeExport("pthread_attr_setscope")]
    public static int pthread_attr_setscope(ThreadAttributes* attributes, int scope) =>
        scope == 0 ? 0 : scope == 1 ? (int)Errno.EOPNOTSUPP : (int)Errno.EINVAL;

    [RuntimeExport("pthread_getattr_default_np")]
    public static int pthread_getattr_default_np(ThreadAttributes* attributes) => pthread_attr_init(attributes);

    /// <summary>Stack and guard size only.</summary>
    [RuntimeExport("pthread_setattr_default_np")]
    public static int pthread_setattr_default_np(ThreadAttributes* attributes)
    {
        if (attributes->StackTop != null || attributes->IsDetached != 0 || attributes->IsScheduled != 0)
        {
            return (int)Errno.EINVAL;
        }

        ThreadDefaults.StackSize = attributes->StackSize;
        ThreadDefaults.GuardSize = attributes->GuardSize;
        return 0;
    }

    /// <summary>What the thread has now. The first one's stack reaches as far down as its limit allows.</summary>
    [RuntimeExport("pthread_getattr_np")]
    public static int pthread_getattr_np(ThreadBlock* thread, ThreadAttributes* attributes)
    {
        *attributes = default;
        attributes->IsDetached = thread->State == ThreadStates.Detached ? 1 : 0;
        attributes->GuardSize = thread->GuardSize;
        attributes->StackTop = thread->StackTop;
        attributes->StackSize = thread->StackSize;
        if (thread->StackTop == null)
        {
            const ulong Usual = 8 * 1024 * 1024;
            ResourceLimit limit;
            bool isKnown = Syscall.Invoke(SystemCall.prlimit64, 0, (long)Resource.RLIMIT_STACK, 0, (long)&limit) >= 0 && limit.rlim_cur <= long.MaxValue;
            attributes->StackTop = (byte*)(((nuint)ThreadLocalImage.StackTop + 4095) & ~(nuint)4095);
            attributes->StackSize = (nuint)((isKnown ? limit.rlim_cur : Usual) & ~4095UL);
        }

        int policy = sched_getscheduler(thread->Id);
        attributes->Policy = policy < 0 ? 0 : policy;
        int priority;
        attributes->Priority = sched_getparam(thread->Id, &priority) < 0 ? 0 : priority;
        return 0;
    }

    /// <summary>0 and 1 are the two choices of many attributes.</summary>
    private static int SetChoice(out int field, int choice, int old)
    {
        field = (uint)choice > 1 ? old : choice;
        return (uint)choice > 1 ? (int)Errno.EINVAL : 0;
    }
}
