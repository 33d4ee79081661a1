// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>spawn.h: the lists of steps, and the attributes.</summary>
public static unsafe partial class C
{
    [RuntimeExport("posix_spawn_file_actions_init")]
    public static int posix_spawn_file_actions_init(SpawnActions* actions)
    {
        *actions = default;
        return 0;
    }

    [RuntimeExport("posix_spawn_file_actions_destroy")]
    public static int posix_spawn_file_actions_destroy(SpawnActions* actions)
    {
        for (int i = 0; i < actions->Count; i++)
        {
            free(actions->Actions[i].Path);
        }

        free(actions->Actions);
        *actions = default;
        return 0;
    }

    [RuntimeExport("posix_spawn_file_actions_addclose")]
    public static int posix_spawn_file_actions_addclose(SpawnActions* actions, int fd) => Add(actions, new SpawnAction { Kind = SpawnClose, Descriptor = fd }, null);

    [RuntimeExport("posix_spawn_file_actions_adddup2")]
    public static int posix_spawn_file_actions_adddup2(SpawnActions* actions, int fd, int newFd) =>
        Add(actions, new SpawnAction { Kind = SpawnDup2, Descriptor = fd, Second = newFd }, null);

    [RuntimeExport("posix_spawn_file_actions_addopen")]
    public static int posix_spawn_file_actions_addopen(SpawnActions* actions, int fd, byte* path, int flags, uint mode) =>
        Add(actions, new SpawnAction { Kind = SpawnOpen, Descriptor = fd, Flags = flags, Mode = mode }, path);

    [RuntimeExport("posix_spawn_file_actions_addchdir_np")]
    public static int posix_spawn_file_actions_addchdir_np(SpawnActions* actions, byte* path) => Add(actions, new SpawnAction { Kind = SpawnChdir }, path);

    [RuntimeExport("posix_spawn_file_actions_addfchdir_np")]
    public static int posix_spawn_file_actions_addfchdir_np(SpawnActions* actions, int fd) =>
        Add(actions, new SpawnAction { Kind = SpawnFchdir, Descriptor = fd }, null);

    private static int Add(SpawnActions* actions, SpawnAction action, byte* path)
    {
        if (action.Descriptor < 0 || action.Second < 0)
        {
            return (int)Errno.EBADF;
        }

        if (actions->Count == actions->Capacity)
        {
            int capacity = actions->Capacity == 0 ? 8 : actions->Capacity * 2;
            SpawnAction* grown = (SpawnAction*)reallocarray(actions->Actions, (nuint)capacity, (nuint)sizeof(SpawnAction));
            if (grown == null)
            {
                return (int)Errno.ENOMEM;
            }

            actions->Actions = grown;
            actions->Capacity = capacity;
        }

        if (path != null && (action.Path = strdup(path)) == null)
        {
            return (int)Errno.ENOMEM;
        }

        actions->Actions[actions->Count++] = action;
        return 0;
    }

    [RuntimeExport("posix_spawnattr_init")]
    public static int posix_spawnattr_init(SpawnAttributes* attributes)
    {
        *attributes = default;
        return 0;
    }

    [RuntimeExport("posix_spawnattr_destroy")]
    public static int posix_spawnattr_destroy(SpawnAttributes* attributes) => 0;

    [RuntimeExport("posix_spawnattr_setflags")]
    public static int posix_spawnattr_setflags(SpawnAttributes* attributes, short flags)
    {
        const short All = POSIX_SPAWN_RESETIDS | POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
            | POSIX_SPAWN_SETSCHEDPARAM | POSIX_SPAWN_SETSCHEDULER | POSIX_SPAWN_SETSID | 64;
        if ((flags & ~All) != 0)
        {
            return (int)Errno.EINVAL;
        }

        attributes->Flags = flags;
        return 0;
    }

    [RuntimeExport("posix_spawnattr_getflags")]
    public static int posix_spawnattr_getflags(SpawnAttributes* attributes, short* flags)
    {
        *flags = attributes->Flags;
        return 0;
    }

    [RuntimeExport("posix_spawnattr_setpgroup")]
    public static int posix_spawnattr_setpgroup(SpawnAttributes* attributes, int group)
    {
        attributes->Group = group;
        return 0;
    }

    [RuntimeExport("posix_spawnattr_getpgroup")]
    public static int posix_spawnattr_getpgroup(SpawnAttributes* attributes, int* group)
    {
        *group = attributes->Group;
        return 0;
    }

    [RuntimeExport("posix_spawnattr_setsigdefault")]
    public static int posix_spawnattr_setsigdefault(SpawnAttributes* attributes, ulong* set)
    {
        memcpy(attributes->Default, set, SetWords * 8);
        return 0;
    }

    [RuntimeExport("posix_spawnattr_getsigdefault")]
    public static int posix_spawnattr_getsigdefault(SpawnAttributes* attributes, ulong* set)
    {
        memcpy(set, attributes->Default, SetWords * 8);
        return 0;
    }

    [RuntimeExport("posix_spawnattr_setsigmask")]
    public static int posix_spawnattr_setsigmask(SpawnAttributes* attributes, ulong* set)
    {
        memcpy(attributes->Mask, set, SetWords * 8);
        return 0;
    }

    [RuntimeExport("posix_spawnattr_getsigmask")]
    public static int posix_spawnattr_getsigmask(SpawnAttributes* attributes, ulong* set)
    {
        memcpy(set, attributes->Mask, SetWords * 8);
        return 0;
    }

    [RuntimeExport("posix_spawnattr_setschedparam")]
    public static int posix_spawnattr_setschedparam(SpawnAttributes* attributes, int* priority)
    {
        attributes->Priority = *priority;
        return 0;
    }

    [RuntimeExport("posix_spawnattr_getschedparam")]
    public static int posix_spawnattr_getschedparam(SpawnAttributes* attributes, int* priority)
    {
        *priority = attributes->Priority;
        return 0;
    }

    [RuntimeExport("posix_spawnattr_setschedpolicy")]
    public static int posix_spawnattr_setschedpolicy(SpawnAttributes* attributes, int policy)
    {
        attributes->Policy = policy;
        return 0;
    }

    [RuntimeExport("posix_spawnattr_getschedpolicy")]
    public static int posix_spawnattr_getschedpolicy(SpawnAttributes* attributes, int* policy)
    {
        *policy = attributes->Policy;
        return 0;
    }
}
