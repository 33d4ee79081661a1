// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>pthread.h: what a mutex is made with; pthread_mutexattr_t is the kind that <see cref="Mutex"/> gets.</summary>
public static unsafe partial class C
{
    [RuntimeExport("pthread_mutexattr_init")]
    public static int pthread_mutexattr_init(int* attributes)
    {
        *attributes = 0;
        return 0;
    }

    [RuntimeExport("pthread_mutexattr_destroy")]
    public static int pthread_mutexattr_destroy(int* attributes) => 0;

    [RuntimeExport("pthread_mutexattr_gettype")]
    public static int pthread_mutexattr_gettype(int* attributes, int* type)
    {
        *type = *attributes & Mutexes.TypeMask;
        return 0;
    }

    [RuntimeExport("pthread_mutexattr_settype")]
    public static int pthread_mutexattr_settype(int* attributes, int type)
    {
        if ((uint)type > Mutexes.ErrorCheck)
        {
            return (int)Errno.EINVAL;
        }

        *attributes = (*attributes & ~Mutexes.TypeMask) | type;
        return 0;
    }

    [RuntimeExport("pthread_mutexattr_getrobust")]
    public static int pthread_mutexattr_getrobust(int* attributes, int* isRobust) => GetFlag(attributes, Mutexes.Robust, isRobust);

    [RuntimeExport("pthread_mutexattr_setrobust")]
    public static int pthread_mutexattr_setrobust(int* attributes, int isRobust) => SetFlag(attributes, Mutexes.Robust, isRobust);

    [RuntimeExport("pthread_mutexattr_getpshared")]
    public static int pthread_mutexattr_getpshared(int* attributes, int* isShared) => GetFlag(attributes, Mutexes.Shared, isShared);

    [RuntimeExport("pthread_mutexattr_setpshared")]
    public static int pthread_mutexattr_setpshared(int* attributes, int isShared) => SetFlag(attributes, Mutexes.Shared, isShared);

    [RuntimeExport("pthread_mutexattr_getprotocol")]
    public static int pthread_mutexattr_getprotocol(int* attributes, int* protocol) => GetFlag(attributes, Mutexes.Inheriting, protocol);

    /// <returns>0; ENOTSUP: PTHREAD_PRIO_PROTECT, or a kernel that does not lend priorities; EINVAL.</returns>
    [RuntimeExport("pthread_mutexattr_setprotocol")]
    public static int pthread_mutexattr_setprotocol(int* attributes, int protocol)
    {
        const int Inherit = 1;
        const int Protect = 2;
        if (protocol == Protect)
        {
            return (int)Errno.EOPNOTSUPP;
        }

        int word = 0;
        const long Operation = (long)(FutexOperation.FUTEX_TRYLOCK_PI | FutexOperation.FUTEX_PRIVATE_FLAG);
        if (protocol == Inherit && Syscall.Invoke(SystemCall.futex, (long)&word, Operation, 0, 0) == -(long)Errno.ENOSYS)
        {
            return (int)Errno.EOPNOTSUPP;
        }

        if (word != 0)
        {
            _ = Syscall.Invoke(SystemCall.futex, (long)&word, (long)(FutexOperation.FUTEX_UNLOCK_PI | FutexOperation.FUTEX_PRIVATE_FLAG), 0, 0);
        }

        return SetFlag(attributes, Mutexes.Inheriting, protocol);
    }

    [RuntimeExport("pthread_mutexattr_getprioceiling")]
    public static int pthread_mutexattr_getprioceiling(int* attributes, int* ceiling) => (int)Errno.EINVAL;

    [RuntimeExport("pthread_mutexattr_setprioceiling")]
    public static int pthread_mutexattr_setprioceiling(int* attributes, int ceiling) => (int)Errno.EINVAL;

    private static int GetFlag(int* attributes, int flag, int* value)
    {
        *value = (*attributes & flag) != 0 ? 1 : 0;
        return 0;
    }

    private static int SetFlag(int* attributes, int flag, int value)
    {
        if ((uint)value > 1)
        {
            return (int)Errno.EINVAL;
        }

        *attributes = value == 0 ? *attributes & ~flag : *attributes | flag;
        return 0;
    }
}
